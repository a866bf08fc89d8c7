import { dropClaim } from "../../db/people";
import { ring } from "../bell";

/** Closes an account whose address was never shown to be theirs (S-29); whoever has it open is told at once. */
export async function giveWay(uid: number, email: string): Promise<void> {
  const version = await dropClaim(uid, email);
  if (version !== null) ring({ owner: uid, version });
}
