import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { NEW, type Refusal, type Step, useJudged } from "@/components/use-judged";
import { useOf } from "@/components/words/acting";
import type { Of } from "@/components/words/of";
import { environmentsKey } from "./keys";
import { accessKey, groupsKey, plainly, readGroupChoices, readPlace, type Thing } from "./queries";

/** Of each step whether it would be refused to whoever acts for an owner; in one's own account none is. */
export function useRefusals(steps: readonly Step[]): Refusal[] {
  const notYours = useTranslations("words")("notYours");
  const { ownerUid } = useOf();
  return useJudged(ownerUid === undefined ? null : environmentsKey, steps, notYours);
}

/** Whether the reader may share what is there, with whomever. */
export function useSharing({ type, id }: Thing): Refusal {
  const of = useOf();
  const input = { collaborationId: NOBODY, resourceType: type, resourceId: id, ...of };
  const [sharing] = useRefusals([{ verb: "setResource", input, unchosen: true }]);
  return sharing!;
}

/** An id that no collaboration has. */
const NOBODY = Number.MAX_SAFE_INTEGER;

/** Moving an environment between groups: refused where nothing of it may be done, with any group there is. */
export function usePlacing(thing: Thing): Refusal {
  const of = useOf();
  const asks = of.ownerUid !== undefined;
  const asked = plainly(thing, of);
  const place = useRead(asks ? accessKey(asked) : null, () => readPlace(asked)).data?.place;
  const groups = useRead(asks ? groupsKey("", of) : null, () => readGroupChoices("", of)).data;
  const inside = place?.groups ?? [];
  const others = groups?.found.map(({ id }) => id).filter((path) => !inside.includes(path)) ?? [];
  const steps = place && groups ? [...inside, ...others].map((path) => placingStep(thing.id, inside, path, of)) : [];
  const each = useRefusals(steps);
  const notYours = useTranslations("words")("notYours");
  if (!asks) return {};
  // Of groups they see none.
  const all = { serviceMethod: "environment.group.AttachEnv", resourceType: "ENV_GROUP", resourceId: "*", ...of };
  const none = { refused: notYours, ...(place && groups && { why: all }) };
  return each.find(({ refused }) => !refused) ?? each[0] ?? none;
}

/** Making an environment or a group that stands in no other. */
export function useMakes(): { make: Refusal; makeGroup: Refusal } {
  const of = useOf();
  const [make, makeGroup] = useRefusals([
    { verb: "registerEnv", input: { envName: NEW, ...of } },
    { verb: "createGroup", input: { envGroup: NEW, ...of } },
  ]);
  return { make: make!, makeGroup: makeGroup! };
}

/** Putting an environment into this group, or taking it out of one that it is `inside`. */
export const placingStep = (envName: string, inside: readonly string[], envGroup: string, of: Of): Step => ({
  verb: inside.includes(envGroup) ? "detachEnv" : "attachEnv",
  input: { envName, envGroup, ...of },
});
