import { modelsOf, type ThreatModel } from "../../db/threat-models";
import { roleOnModel } from "../domain/diagram/rights";
import type { Resource } from "../domain/resource";
import type { At } from "./operation";
import { sees, type View } from "./views";

/** Of an owner's things those that whoever asks sees themselves (D4). */
export const isSeen = (at: Pick<At<unknown>, "actor">, view: View, resource: Resource): boolean =>
  view === null || resource.type === "ACCOUNT" || sees(at, view, resource);

/** The threat models that whoever asks can open themselves. */
export const modelsSeen = async (at: At<unknown>, view: View): Promise<ThreatModel[]> =>
  (await modelsOf(at.db, at.owner)).filter((model) => roleOnModel(model, at.actor, view).role !== null);
