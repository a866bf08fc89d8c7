import { getDrawing, getMemberPage, getPlace, getThreatModels } from "@/lib/actions/pages";
import { getTokens } from "@/lib/actions/tokens";
import type { Called } from "./access-page";
import { type Asked, thingOf, whatIdOf, whoIdOf, whoOf } from "./queries";

/** What the person and the thing in an address are called; what cannot be read, as the address does. */
export async function readCalled(asked: Asked): Promise<Called> {
  const [who, thing] = [whoOf(asked), thingOf(asked)];
  let [person, called] = ["", ""];
  if (who?.memberId !== undefined) {
    const found = await getMemberPage({ ids: [who.memberId], ...asked.of });
    const row = found.ok ? found.value.rows[0] : undefined;
    person = row ? row.label || row.name || row.email : String(who.memberId);
  }
  if (who?.tokenId !== undefined) {
    const found = await getTokens({ ids: [String(who.tokenId)] });
    person = (found.ok && found.value.apiTokens[0]?.description) || "";
  }
  if (thing && "resourceId" in thing) {
    const found = await getPlace({ type: thing.resourceType, id: thing.resourceId, resultCount: 1, ...asked.of });
    called = found.ok ? found.value.place.name : thing.resourceId;
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
