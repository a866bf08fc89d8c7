import type { Whole } from "../../../db/albums";
import { findWhole } from "../../../db/collaborations";
import { notFound } from "../../domain/refusal";
import { collaborationOfOwner } from "../lookups";
import type { At } from "../operation";

/** The actor's own collaboration that `collaborationId` means. Refusal: not-found. */
export async function loadOwned(at: At<{ collaborationId: number }>): Promise<Whole> {
  const id = await collaborationOfOwner(at.db, at.owner, at.input.collaborationId);
  const whole = id === null ? undefined : await findWhole(at.db, at.owner, id);
  if (!whole) throw notFound("collaboration");
  return whole;
}
