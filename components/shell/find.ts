import { Boxes, CircleHelp, FileKey, type Icon, KeyRound, ShieldCheck, User, Workflow } from "@/components/ui/icons";
import { getEnvs } from "@/lib/actions/environments";
import { getCatalogue, getMemberPage, getRoleBook, getThreatModels } from "@/lib/actions/pages";
import { getTokens } from "@/lib/actions/tokens";
import { hrefOf, type Of } from "../words/of";
import { shownKey } from "../words/shown-key";

export type Found = { id: string; word: string; more: string; icon: Icon; href: string };

/** What is read once for as long as one searches: roles and policies, what can be called, one's own tokens. */
export const readKnown = (of: Of): Known => ({
  book: getRoleBook(of),
  methods: getCatalogue({}),
  tokens: getTokens({}),
});

export type Known = {
  book: ReturnType<typeof getRoleBook>;
  methods: ReturnType<typeof getCatalogue>;
  tokens: ReturnType<typeof getTokens>;
};

/** How many of each kind are shown. */
const MOST = 5;

/** Members, environments, diagrams, roles, policies, one's tokens and what can be called, of one account, by a part of their name. What cannot be read is left out: the palette is a way, not a list. */
export async function find(text: string, of: Of, { book, methods, tokens }: Known): Promise<Found[]> {
  const members = await getMemberPage({ search: text, resultCount: MOST, ...of });
  const environments = await getEnvs({ lazy: true, ...of });
  const models = await getThreatModels({ search: text, resultCount: MOST, ...of });
  const [read, catalogue, keys] = [await book, await methods, await tokens];
  const { roles, policies } = read.ok ? read.value : { roles: [], policies: [] };
  const has = (...words: string[]) => words.some((word) => word.toLowerCase().includes(text.toLowerCase()));
  return [
    ...(members.ok ? members.value.rows : []).map((member) => ({
      id: `member ${member.id}`,
      word: member.label || member.name || member.email,
      more: member.email,
      icon: User,
      href: `/members/${member.id}`,
    })),
    ...(environments.ok ? environments.value.infos : [])
      .filter(({ env }) => has(env.envName, env.displayName ?? ""))
      .slice(0, MOST)
      .map(({ env }) => ({
        id: `environment ${env.appid}`,
        word: env.envName,
        more: env.displayName ?? "",
        icon: Boxes,
        href: `/environments?thing=ENV:${env.appid}`,
      })),
    ...(models.ok ? models.value.models : [])
      .flatMap(({ id, name, diagrams }) => [
        ...(has(name)
          ? [{ id: `model ${id}`, word: name, more: "", icon: Workflow, href: `/threat-models?model=${id}` }]
          : []),
        ...diagrams
          .filter((diagram) => has(diagram.name))
          .map((diagram) => ({
            id: `diagram ${diagram.id}`,
            word: diagram.name,
            more: name,
            icon: Workflow,
            href: `/diagrams/${diagram.id}`,
          })),
      ])
      .slice(0, MOST),
    ...roles
      .filter(({ name }) => has(name))
      .slice(0, MOST)
      .map(({ id, name, description }) => ({
        id: `role ${id}`,
        word: name,
        more: description,
        icon: ShieldCheck,
        href: `/roles?role=${id}`,
      })),
    ...policies
      .filter(({ name }) => has(name))
      .slice(0, MOST)
      .map(({ id, name, description }) => ({
        id: `policy ${id}`,
        word: name,
        more: description,
        icon: FileKey,
        href: `/policies?policy=${id}`,
      })),
    ...(keys.ok && of.ownerUid === undefined ? keys.value.apiTokens : [])
      .filter(({ description }) => has(description))
      .slice(0, MOST)
      .map(({ id, description, last4 }) => ({
        id: `token ${id}`,
        word: description,
        more: shownKey(last4),
        icon: KeyRound,
        href: `/tokens?token=${id}`,
      })),
    ...(catalogue.ok ? catalogue.value.methods : [])
      .filter(({ name }) => has(name))
      .slice(0, MOST)
      .map(({ name }) => ({
        id: `method ${name}`,
        word: name,
        more: "",
        icon: CircleHelp,
        href: `/access?method=${name}`,
      })),
  ].map((found) => ({ ...found, href: hrefOf(found.href, of) }));
}
