import type { Of } from "@/components/words/of";
import { ofIn } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { type Explained, explain, type Holder, type Reached, whatCan, whoCan } from "@/lib/actions/why";
import { type ResourceType, resourceTypes } from "@/lib/domain/resource";

export type { Explained, Holder, Reached };

/** What the address of the page asks: who (`me`, a member, somebody whom a list alone names, by their address, or a token), which method, on what. */
export type Asked = {
  member: string;
  listed: string;
  token: string;
  method: string;
  thing: string;
  model: string;
  diagram: string;
  /** Of a threat model: what of it only its owners change. */
  owning: boolean;
  /** Of a list of answers: what is sought in it, and the first that is shown. */
  search: string;
  start: number;
  of: Of;
};

/** Answers that are shown at once, and that a file takes at once. */
export const SHOWN = 50;
const AT_ONCE = 1_000;
/** Of people with all they may call a method on. */
const PEOPLE_AT_ONCE = 100;
/** Of the things somebody may call a method on, those that are named beside them. */
const NAMED = 5;

export const askedIn = (get: (name: string) => string | null): Asked => ({
  member: get("member") ?? "",
  listed: get("listed") ?? "",
  token: get("token") ?? "",
  method: get("method") ?? "",
  thing: get("thing") ?? "",
  model: get("model") ?? "",
  diagram: get("diagram") ?? "",
  owning: get("owning") !== null,
  search: (get("who") ?? "").trim(),
  start: (/^[1-9]\d{0,5}$/.test(get("part") ?? "") ? Number(get("part")) - 1 : 0) * SHOWN,
  of: ofIn(get("of")),
});

/** Who and what is asked about, by the ids of what can be chosen; empty where none is named. */
export const whoIdOf = ({ member, listed, token }: Asked): string =>
  token ? `token ${token}` : member ? `member ${member}` : listed && `listed ${listed}`;
export const whatIdOf = ({ thing, model, diagram }: Asked): string =>
  diagram ? `diagram ${diagram}` : model ? `model ${model}` : thing;

type Who = { name: string; email: string };
export type Answered =
  | { kind: "nothing" }
  /** `secret`: it is there, and others are told who may. */
  | { kind: "refused"; why: string; secret: boolean }
  | { kind: "why"; explained: Explained }
  | { kind: "who"; owner: Who; people: Holder[]; total: number; waiting: number }
  | { kind: "may"; methods: string[] }
  | { kind: "reaches"; things: Reached[]; total: number };

/** Whether the caller asks about themselves. */
export const whoIn = ({ member }: Asked): "me" | "other" => (member === "me" ? "me" : "other");

export const answerKey = (asked: Asked) => ["access", "answer", asked] as const;

const ID = /^[1-9]\d{0,14}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person or token, and the thing, as the questions take them; null where none is named. */
export function whoOf({ member, token }: Asked): { memberId?: number; tokenId?: number } | null {
  if (ID.test(token)) return { tokenId: Number(token) };
  if (ID.test(member)) return { memberId: Number(member) };
  return member === "me" ? {} : null;
}

/** Of whom a list alone names only what that list is of can be asked; null where it is asked of nobody. */
function listedIn(asked: Asked, thing: ThingNamed | null): { listed: string } | null {
  const isOnList = thing !== null && !("resourceId" in thing);
  return asked.listed && !whoOf(asked) && isOnList ? { listed: asked.listed } : null;
}

type ThingNamed =
  | { resourceType: ResourceType; resourceId: string }
  | { threatModelId: string }
  | { diagramId: string };

export function thingOf({ thing, model, diagram }: Asked): ThingNamed | null {
  if (UUID.test(diagram)) return { diagramId: diagram };
  if (UUID.test(model)) return { threatModelId: model };
  const cut = thing.indexOf(":");
  const resourceType = resourceTypes.find((one) => one === thing.slice(0, Math.max(cut, 0)));
  return resourceType ? { resourceType, resourceId: thing.slice(cut + 1) } : null;
}

/** What everybody with any role on a thing may do; without a method it tells who sees it at all. */
export const SEES = "environment.control.GetEnvInfo";
const SEES_MODEL = "threatmodel.model.GetThreatModel";

export async function readAnswer(asked: Asked): Promise<Answered> {
  const [who, thing, { method, of }] = [whoOf(asked), thingOf(asked), asked];
  const listed = listedIn(asked, thing);
  try {
    if (listed || (who && thing && method)) {
      const question = {
        ...who,
        ...listed,
        ...thing,
        serviceMethod: methodOf(asked),
        ...(asked.owning && { owning: true }),
        ...of,
      };
      return { kind: "why", explained: await resultOf(explain(question)) };
    }
    if (who && thing) {
      return { kind: "may", methods: (await resultOf(whatCan({ ...who, ...thing, ...of }))).methods };
    }
    if (who) return { kind: "reaches", ...(await readReached(asked, asked.start, SHOWN)) };
    if (thing || method) return { kind: "who", ...(await readHolders(asked, asked.start, SHOWN, NAMED)) };
    return { kind: "nothing" };
  } catch (error) {
    const no = (error as { no?: { code: string; message: string } }).no;
    // What is not there is an answer here: the questions stay as they were put.
    if (!no || no.code === "signed-out" || no.code === "error") throw error;
    return { kind: "refused", why: no.message, secret: !who && no.code === "forbidden" };
  }
}

export const methodOf = (asked: Asked): string => asked.method || (asked.model || asked.diagram ? SEES_MODEL : SEES);

/** A part of those who may call the method on the thing that are asked about; without one anywhere, and on what: so many of that. */
const readHolders = (asked: Asked, startRow: number, resultCount: number, thingCount: number) =>
  resultOf(
    whoCan({
      ...thingOf(asked),
      serviceMethod: methodOf(asked),
      ...(asked.search ? { search: asked.search } : {}),
      ...{ startRow, resultCount, thingCount },
      ...asked.of,
    }),
  );

/** A part of what the person or token that is asked about reaches. */
const readReached = (asked: Asked, startRow: number, resultCount: number) =>
  resultOf(
    whatCan({
      ...whoOf(asked),
      ...(asked.method ? { serviceMethod: asked.method } : {}),
      ...{ startRow, resultCount },
      ...asked.of,
    }),
  );

/** All of a list of answers, part after part, for a file. */
async function whole<Line>(read: (start: number) => Promise<{ lines: Line[]; total: number }>): Promise<Line[]> {
  const all: Line[] = [];
  for (;;) {
    const { lines, total } = await read(all.length);
    all.push(...lines);
    if (lines.length === 0 || all.length >= total) return all;
  }
}

export const readAllHolders = (asked: Asked): Promise<Holder[]> =>
  whole(async (start) => {
    const { people, total } = await readHolders(asked, start, thingOf(asked) ? AT_ONCE : PEOPLE_AT_ONCE, AT_ONCE);
    return { lines: people, total };
  });

export const readAllReached = (asked: Asked): Promise<Reached[]> =>
  whole(async (start) => {
    const { things, total } = await readReached(asked, start, AT_ONCE);
    return { lines: things, total };
  });
