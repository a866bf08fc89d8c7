"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { No } from "@/lib/actions/answer";
import { Button } from "./ui/button";
import { CalendarX, CircleAlert, CircleCheck, CircleMinus, CirclePlus, History, type Icon } from "./ui/icons";
import { Problem } from "./ui/problem";
import { isDeclined, type Preview, type Weighed } from "./use-preview";
import { Lines as Way } from "./words/explanation";
import { shortName } from "./words/methods";
import { type ResourceItem, useResourceWords } from "./words/resource";

type Person = Preview["gains"]["first"][number];
type Line = Person["on"]["first"][number];

const MOST_PEOPLE = 5;
const MOST_LINES = 2;
const MOST_CALLS = 3;
const MOST_REASONS = 3;

/**
 * Who gains and who loses what, whose place in a diagram goes, and which calls would have been refused, a sentence each; or why it will
 * not be done. `beside`: the fields that say themselves what is wrong with them.
 */
export function PreviewLines({ of, beside = [] }: { of: Weighed; beside?: readonly string[] }) {
  const { told, armed, no, nos = [], first, again } = of;
  const t = useTranslations("preview");
  const ui = useTranslations("ui");
  if (no?.field && beside.includes(no.field)) return null;
  const isAllDeclined = told !== undefined && isDeclined(told);
  const weighs = !armed && !no && nos.length === 0 && !isAllDeclined;
  return (
    <section
      aria-label={t("label")}
      aria-live="polite"
      aria-busy={weighs}
      className={`flex max-h-56 flex-col gap-1 overflow-y-auto border-s-2 ps-3 text-table ${no ? "border-deny" : "border-accent"} ${weighs ? "text-muted" : ""}`}
    >
      {told && !isAllDeclined ? <Lines told={told} /> : weighs && <p className="text-muted">{t("weighing")}</p>}
      {first !== undefined && <p className="text-label text-muted">{t("first", { n: first })}</p>}
      {no && <Problem why={no.why}>{no.message}</Problem>}
      {no?.chain && no.chain.length > 0 && <Way lines={no.chain} />}
      {/* A fault has nothing to do with what was chosen, and may be over. */}
      {no?.code === "error" && (
        <Button className="self-start" onClick={again}>
          {ui("retry")}
        </Button>
      )}
      <Refused nos={nos} all={told === undefined} />
      {told && <Declined of={told.declined} />}
    </section>
  );
}

/** Of several, those that would be refused, told together where it is for the same reason. */
function Refused({ nos, all }: { nos: readonly No[]; all: boolean }) {
  const t = useTranslations("preview");
  const reasons = [...new Set(nos.map(({ message }) => message))];
  const told = reasons.slice(0, MOST_REASONS).map((why) => nos.filter(({ message }) => message === why));
  const more = nos.length - told.flat().length;
  return (
    <>
      {told.map((same) => (
        <Problem key={same[0]!.message} why={same[0]!.why}>
          {all && reasons.length === 1 ? same[0]!.message : t("refused", { n: same.length, why: same[0]!.message })}
        </Problem>
      ))}
      {more > 0 && <Problem>{t("refusedMore", { n: more })}</Problem>}
    </>
  );
}

/** Of several things, those that would be refused one by one, while the others are done. */
function Declined({ of: { first, n } }: { of: Preview["declined"] }) {
  const t = useTranslations("preview");
  const { nameOf } = useResourceWords();
  // The same thing may be refused to many.
  const key = ({ thing, error }: (typeof first)[number]) => `${thing.type} ${thing.resourceId} ${error}`;
  const shown = [...new Set(first.map(key))]
    .slice(0, MOST_REASONS)
    .map((alike) => first.filter((one) => key(one) === alike));
  const more = n - shown.flat().length;
  return (
    <>
      {shown.map((same) => (
        <Problem key={key(same[0]!)}>
          {t("declined", { n: same.length, thing: nameOf(same[0]!.thing, true), why: same[0]!.error })}
        </Problem>
      ))}
      {more > 0 && <Problem>{t("declinedMore", { n: more })}</Problem>}
    </>
  );
}

function Lines({ told }: { told: Preview }) {
  const t = useTranslations("preview");
  const { cut, gains, later, loses, models, reaches, refused } = told;
  const what = useWhat();
  const { nameOf } = useResourceWords();
  const nameIn = (thing: ResourceItem) => nameOf(thing, true);
  const side = ({ first, n }: Preview["gains"], sentences: Sentences, icon: Icon, tone: string) => (
    <>
      {first.slice(0, MOST_PEOPLE).flatMap((person) =>
        person.on.first.slice(0, MOST_LINES).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person's lines come as they are and stay
          <Said key={`${person.memberId} ${at}`} icon={icon} tone={tone}>
            {t(person.now ? sentences.now : sentences.later, { name: person.name, ...what(line) })}
          </Said>
        )),
      )}
      {n > MOST_PEOPLE && (
        <Said icon={icon} tone={tone}>
          {t(sentences.more, { n: n - MOST_PEOPLE })}
        </Said>
      )}
    </>
  );
  return (
    <ul className="flex flex-col gap-1">
      {!told.changes && later.length === 0 && (
        <Said icon={CircleCheck} tone="text-allow">
          {t(gains.n + loses.n > 0 ? "nobodyNow" : "nobody")}
        </Said>
      )}
      {side(loses, losing, CircleMinus, "text-deny")}
      {side(gains, gaining, CirclePlus, "text-allow")}
      {models.first.slice(0, MOST_PEOPLE).map(({ uid, name, threatModelId, threatModel: model, before, after }) => (
        <Said
          key={`${threatModelId} ${uid} ${name}`}
          icon={isMore(before, after) ? CirclePlus : CircleMinus}
          tone={isMore(before, after) ? "text-allow" : "text-deny"}
        >
          {after
            ? t("modelIn", { name: name || t("everyone"), model, called: after })
            : t("modelOut", { name: name || t("everyone"), model })}
        </Said>
      ))}
      {models.n > MOST_PEOPLE && (
        <Said icon={CircleAlert} tone="text-wait">
          {t("modelMore", { n: models.n - MOST_PEOPLE })}
        </Said>
      )}
      {later.map((end) => (
        <Ends key={end.at} of={end} />
      ))}
      {told.laterMore > 0 && (
        <Said icon={CalendarX} tone="text-wait">
          {t("endsLater", { n: told.laterMore })}
        </Said>
      )}
      {reaches.environments > 0 && <li className="ps-6 text-muted">{t("reaches", reaches)}</li>}
      {cut.first.slice(0, MOST_PEOPLE).map(({ uid, name, diagram, diagramId, effect }) => (
        <Said key={`${uid} ${diagramId}`} icon={CircleAlert} tone="text-wait">
          {t(effect === "out" ? "liveOut" : "liveReadOnly", { name, diagram })}
        </Said>
      ))}
      {cut.n > MOST_PEOPLE && (
        <Said icon={CircleAlert} tone="text-wait">
          {t("liveMore", { n: cut.n - MOST_PEOPLE })}
        </Said>
      )}
      {refused.calls > 0 && (
        <Said icon={History} tone="text-wait">
          {t("callsRefused", { n: refused.calls })}
          <span className="block text-label text-muted">
            {refused.first.slice(0, MOST_CALLS).map(({ calls, method, name, thing, threatModel, uid }) => (
              <span key={`${uid} ${method} ${thing?.resourceId ?? threatModel?.id}`} className="block">
                {thing || threatModel
                  ? t("callsOf", {
                      n: calls,
                      method: shortName(method),
                      thing: thing ? nameIn(thing) : threatModel!.name,
                      name,
                    })
                  : t("callsAnywhere", { n: calls, method: shortName(method), name })}
              </span>
            ))}
            {refused.n > MOST_CALLS && t("andCalls", { n: refused.n - MOST_CALLS })}
          </span>
        </Said>
      )}
    </ul>
  );
}

type ModelRole = Preview["models"]["first"][number]["after"];

const ranks = ["reader", "writer", "owner"];
/** Whether somebody may more on a threat model than before. */
const isMore = (before: ModelRole, after: ModelRole): boolean =>
  after !== null && (before === null || ranks.indexOf(after) > ranks.indexOf(before));

/** What ends by itself because of it, and what that takes on its day. */
function Ends({ of: { at, loses, models, tokens } }: { of: Preview["later"][number] }) {
  const t = useTranslations("preview");
  const what = useWhat();
  const day = useFormatter().dateTime(new Date(at), "day");
  const nobody = loses.n + models.n + tokens.n === 0;
  return (
    <>
      {nobody && (
        <Said icon={CircleCheck} tone="text-allow">
          {t("endsNobody", { day })}
        </Said>
      )}
      {loses.first.slice(0, MOST_PEOPLE).flatMap((person) =>
        person.on.first.slice(0, MOST_LINES).map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person's lines come as they are and stay
          <Said key={`${person.memberId} ${n}`} icon={CalendarX} tone="text-wait">
            {t(person.now ? "endsLoses" : "endsLosesLater", { day, name: person.name, ...what(line) })}
          </Said>
        )),
      )}
      {models.first.slice(0, MOST_PEOPLE).map(({ uid, name, threatModelId, threatModel: model, after }) => (
        <Said key={`${threatModelId} ${uid} ${name}`} icon={CalendarX} tone="text-wait">
          {after
            ? t("endsModelIn", { day, name: name || t("everyone"), model, called: after })
            : t("endsModelOut", { day, name: name || t("everyone"), model })}
        </Said>
      ))}
      {tokens.first.map(({ id, name }) => (
        <Said key={id} icon={CalendarX} tone="text-wait">
          {t("endsToken", { day, name })}
        </Said>
      ))}
      {loses.n + models.n > 2 * MOST_PEOPLE && (
        <Said icon={CalendarX} tone="text-wait">
          {t("endsMore", { day, n: loses.n + models.n })}
        </Said>
      )}
    </>
  );
}

type Sentences = Record<
  "now" | "later" | "more",
  "gains" | "gainsLater" | "gainsMore" | "loses" | "losesLater" | "losesMore"
>;
const losing: Sentences = { now: "loses", later: "losesLater", more: "losesMore" };
const gaining: Sentences = { now: "gains", later: "gainsLater", more: "gainsMore" };

/** The methods by name while they are few, and the first of the things. */
function useWhat() {
  const t = useTranslations("preview");
  const words = useTranslations("words");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const FEW = 3;
  return ({ methods, things }: Line) => {
    const names = things.first.slice(0, things.n > FEW ? FEW - 1 : FEW).map((thing) => nameOf(thing, true));
    return {
      what:
        methods.n <= FEW
          ? format.list(methods.first.map(shortName), { type: "conjunction" })
          : t("methods", { n: methods.n }),
      things:
        things.n > names.length
          ? words("andMore", { names: format.list(names, { type: "unit" }), n: things.n - names.length })
          : format.list(names, { type: "conjunction" }),
    };
  };
}

function Said({ icon: Sign, tone, children }: { icon: Icon; tone: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Sign size={16} aria-hidden className={`mt-px flex-none ${tone}`} />
      <span className="min-w-0 flex-1 break-words">{children}</span>
    </li>
  );
}
