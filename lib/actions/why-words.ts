import type { Language } from "../domain/language";
import { findMethod } from "../domain/method";
import type { ToldStep } from "../operations/told-steps";
import type { ExplanationWire } from "../operations/why/explain";
import { wordsIn } from "../words";
import type { Lack } from "./requests";
import { type Line, linesInWords } from "./steps-words";
import { changesInWords, type Offered } from "./why-changes";
import { placeIn } from "./why-places";
import type { Book } from "./why-steps";

export type Explained = {
  allowed: boolean;
  /** "Yes" or "No", and the one reason. */
  verdict: string;
  because: string;
  /** Who, what and on what it is about. */
  about: string;
  chain: Line[];
  weighed: Line[];
  offered: Offered[] | null;
  /** Of a yes that several grants give, or a no that several things make: that all have to be changed. Empty otherwise. */
  several: string;
  /** To whoever is denied: who they are signed in as, what is missing, who can grant it. Empty otherwise. */
  denied: string[];
  /** Of what can be asked for: how a request names it. */
  lack: Lack | null;
  person: string;
  thing: string;
  /** Of the same question on the page of access; empty where it is none that could be asked there. */
  href: string;
  text: string;
  json: string;
  labels: {
    chain: string;
    weighed: string;
    offered: string;
    copyText: string;
    copyJson: string;
    copied: string;
    openIt: string;
  };
};

type Asked = { [name: string]: string | number | boolean | undefined | null };

export function explainedInWords(
  answer: ExplanationWire,
  asked: Asked,
  { language, zone }: { language: Language; zone: string },
  book: Book | null,
): Explained {
  const t = wordsIn(language, "access");
  const thing =
    answer.thing.type === "ACCOUNT" ? t("accountOf", { name: answer.owner.name }) : placeIn(language, answer.thing);
  const { name, holder } = answer.person;
  const teams = new Map(answer.teams.map((team) => [team.memberId, team.name]));
  const values = { name: holder || name, method: answer.method, thing, teams, zone, isRegion: isRegion(answer) };
  const chain = linesInWords(language, answer.chain, values);
  const weighed = onceEach(linesInWords(language, answer.weighed, values), chain);
  const decisive = answer.chain.indexOf(decisiveOf(answer));
  const verdict = t(answer.allowed ? "yes" : "no");
  const because = chain[decisive]?.text ?? answer.sentence;
  const about = t(asked.owning ? "aboutOwning" : answer.membership ? "aboutMembership" : "about", {
    ...{ name, method: answer.method, thing },
  });
  const n = answer.changes?.length ?? 0;
  const isOwn = answer.person.memberId === null && answer.person.tokenId === null && !asked.requestId && !asked.listed;
  const parts = [
    `${verdict}. ${because}`,
    about,
    `${t("chain")}:\n${asText(chain)}`,
    ...(weighed.length > 0 ? [`${t("weighed")}:\n${asText(weighed)}`] : []),
  ];
  return {
    allowed: answer.allowed,
    verdict,
    because,
    about,
    chain,
    weighed,
    offered: answer.changes && changesInWords(answer, asked, language, book),
    several: n > 1 ? t(answer.allowed ? "takeSeveral" : "turnSeveral", { n }) : "",
    denied:
      answer.allowed || !isOwn
        ? []
        : [
            t("asker", { email: answer.person.email }),
            t(asked.owning ? "missingOwning" : "missing", { method: answer.method, thing }),
            t(isGrantable(answer.method) ? "canGrant" : "cannotGrant", { name: answer.owner.name }),
          ],
    lack: answer.mayAsk ? lackOf(answer) : null,
    person: name,
    thing,
    href: asked.requestId ? "" : hrefOf(answer, asked),
    text: parts.join("\n\n"),
    json: JSON.stringify(answer, null, 2),
    labels: {
      chain: t("chain"),
      weighed: t("weighed"),
      offered: t(answer.allowed ? "takeAway" : "turnIt"),
      copyText: t("copyText"),
      copyJson: t("copyJson"),
      copied: t("copied"),
      openIt: t("openIt"),
    },
  };
}

/** What was weighed besides: of somebody's memberships only what was not said before, and nothing twice in a row. */
export function onceEach(weighed: readonly Line[], chain: readonly Line[]): Line[] {
  const said = new Set(chain.map(({ text }) => text));
  return weighed.filter(({ step, text }, n) => {
    // Of two roles one after the other the same policy says the same.
    const isAgain = ((step === "member" || step === "status") && said.has(text)) || text === weighed[n - 1]?.text;
    said.add(text);
    return !isAgain;
  });
}

const isRegion = ({ thing: { type } }: ExplanationWire): boolean => type === "VHI_REGION" || type === "S3_REGION";

const isGrantable = (method: string): boolean => findMethod(method)?.isCollaborationAccessible === true;

function lackOf({ method, thing: { type, resourceId }, owner }: ExplanationWire): Lack {
  const serviceMethod = method;
  if (type === "DIAGRAM") return { serviceMethod, diagramId: resourceId };
  if (type === "MODEL") return { serviceMethod, threatModelId: resourceId };
  return { serviceMethod, ownerUid: owner.uid, resourceType: type, resourceId };
}

const asText = (lines: readonly Line[]) =>
  lines.map(({ counted, text }) => `${counted ? "+" : "–"} ${text}`).join("\n");

/** The step that says it all: what stands in the way, or what gives it. */
export function decisiveOf({ allowed, chain }: Pick<ExplanationWire, "allowed" | "chain">): ToldStep {
  const found = allowed
    ? chain.findLast(({ step, counted }) => counted && (step === "policy" || step === "list" || step === "owner"))
    : (chain.find(({ step, counted }) => step === "token" && !counted) ??
      chain.find(({ step, counted }) => step === "status" && !counted) ??
      lastEnded(chain) ??
      chain.find(({ reason }) => reason === "policyDenies" || reason === "none"));
  return found ?? chain.at(-1)!;
}

/** Of what has ended the last: with it the right was gone. */
const lastEnded = (chain: readonly ToldStep[]): ToldStep | undefined =>
  chain
    .filter(({ reason }) => reason === "shareEnded" || reason === "listEnded")
    .sort((a, b) => (b.since ?? "").localeCompare(a.since ?? ""))[0];

function hrefOf({ person, method, thing }: ExplanationWire, { ownerUid, owning, listed }: Asked): string {
  const key = thing.type === "MODEL" || thing.type === "DIAGRAM" ? thing.type.toLowerCase() : "thing";
  const params = new URLSearchParams({
    ...(person.memberId
      ? { member: String(person.memberId) }
      : person.tokenId
        ? { token: String(person.tokenId) }
        : listed
          ? { listed: String(listed) }
          : { member: "me" }),
    method,
    [key]: key === "thing" ? `${thing.type}:${thing.resourceId}` : thing.resourceId,
    ...(owning ? { owning: "1" } : {}),
    ...(ownerUid ? { of: String(ownerUid) } : {}),
  });
  return `/access?${params}`;
}
