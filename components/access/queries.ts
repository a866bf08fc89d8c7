import type { Of } from "@/components/words/of";
import { ofIn } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { type Explained, explain, type Holder, type Reached, whatCan, whoCan } from "@/lib/actions/why";
import { type ResourceType, resourceTypes } from "@/lib/domain/resource";

export type { Explained, Holder, Reached };

/** What the address of the page asks: who (`me`, a member or a token), which method, on what. */
export type Asked = {
  member: string;
  token: string;
  method: string;
  thing: string;
  model: string;
  diagram: string;
  /** Of a threat model: what of it only its owners change. */
  owning: boolean;
  of: Of;
};
export const names = ["member", "token", "method", "thing", "model", "diagram"] as const;

export const askedIn = (get: (name: string) => string | null): Asked => ({
  member: get("member") ?? "",
  token: get("token") ?? "",
  method: get("method") ?? "",
  thing: get("thing") ?? "",
  model: get("model") ?? "",
  diagram: get("diagram") ?? "",
  owning: get("owning") !== null,
  of: ofIn(get("of")),
});

type Who = { name: string; email: string };
export type Answered =
  | { kind: "nothing" }
  | { kind: "refused"; why: string }
  | { kind: "why"; explained: Explained }
  | { kind: "who"; owner: Who; people: Holder[]; total: number; waiting: number }
  | { kind: "may"; methods: string[] }
  | { kind: "reaches"; things: Reached[]; total: number };

export const answerKey = (asked: Asked) => ["access", "answer", asked] as const;

const ID = /^[1-9]\d{0,14}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person or token, and the thing, as the questions take them; null where none is named. */
export function whoOf({ member, token }: Asked): { memberId?: number; tokenId?: number } | null {
  if (ID.test(token)) return { tokenId: Number(token) };
  if (ID.test(member)) return { memberId: Number(member) };
  return member === "me" ? {} : null;
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
const SEES = "environment.control.GetEnvInfo";
const SEES_MODEL = "threatmodel.model.GetThreatModel";

export async function readAnswer(asked: Asked): Promise<Answered> {
  const [who, thing, { method, of }] = [whoOf(asked), thingOf(asked), asked];
  try {
    if (who && thing && method) {
      const question = { ...who, ...thing, serviceMethod: method, ...(asked.owning && { owning: true }), ...of };
      return { kind: "why", explained: await resultOf(explain(question)) };
    }
    if (who && thing && "resourceId" in thing) {
      return { kind: "may", methods: (await resultOf(whatCan({ ...who, ...thing, ...of }))).methods };
    }
    if (who && !thing) {
      const { things, total } = await resultOf(
        whatCan({ ...who, ...(method ? { serviceMethod: method } : {}), ...of }),
      );
      return { kind: "reaches", things, total };
    }
    if (!who && thing) {
      const serviceMethod = methodOf(asked);
      return { kind: "who", ...(await resultOf(whoCan({ ...thing, serviceMethod, ...of }))) };
    }
    return { kind: "nothing" };
  } catch (error) {
    const no = (error as { no?: { code: string; message: string } }).no;
    // What is not there is an answer here: the questions stay as they were put.
    if (!no || no.code === "signed-out" || no.code === "error") throw error;
    return { kind: "refused", why: no.message };
  }
}

export const methodOf = (asked: Asked): string => asked.method || (asked.model || asked.diagram ? SEES_MODEL : SEES);
