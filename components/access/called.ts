import { getDrawing, getThreatModels, glanceAtMembers, glanceAtPlace } from "@/lib/actions/pages";
import { getTokens } from "@/lib/actions/tokens";
import { glanceAt } from "@/lib/actions/why";
import type { Called } from "./access-page";
import { type Asked, SEES, thingOf, whatIdOf, whoIdOf, whoOf } from "./queries";

/** What the person and the thing in an address are called; what cannot be read, as the address does. */
export async function readCalled(asked: Asked): Promise<Called> {
  const [who, thing] = [whoOf(asked), thingOf(asked)];
  let [person, called] = ["", ""];
  if (who?.memberId !== undefined) {
    const found = await glanceAtMembers({ ids: [who.memberId], ...asked.of });
    const row = found.ok ? found.value.rows[0] : undefined;
    // Of themselves a member is told by the answer alone.
    const isAnswered = thing !== null && asked.method !== "";
    person = row ? row.label || row.name || row.email : isAnswered ? "" : String(who.memberId);
  }
  if (who?.tokenId !== undefined) {
    const found = await getTokens({ ids: [String(who.tokenId)] });
    person = (found.ok && found.value.apiTokens[0]?.description) || "";
  }
  if (thing && "resourceId" in thing) {
    const { resourceType: type, resourceId: id } = thing;
    const found = await glanceAtPlace({ type, id, resultCount: 1, ...asked.of });
    // Whoever may not look around there knows it from what is shared with them.
    const known = found.ok ? null : await glanceAt({ ...thing, serviceMethod: SEES, ...asked.of });
    called = found.ok ? found.value.place.name : known?.ok ? known.value.thing.name : id;
  }
  if (thing && "threatModelId" in thing) {
    const found = await getThreatModels({ id: thing.threatModelId });
    called = (found.ok && found.value.models[0]?.name) || thing.threatModelId;
  }
  if (thing && "diagramId" in thing) {
    const found = await getDrawing({ id: thing.diagramId });
    called = found.ok ? found.value.diagram.name : thing.diagramId;
  }
  return { [whoIdOf(asked)]: person, [whatIdOf(asked)]: called };
}
