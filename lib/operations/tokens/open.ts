import { nextId } from "../../../db/ids";
import { forgetOldSignIns, openSignIn } from "../../../db/sign-ins";
import { IDLE } from "../../../db/touch";
import { hashOfKey, newSignInSecret } from "../../keys";
import type { At, Leave } from "../operation";

const DAY = 86_400_000;
const DEVICES_KEPT = 90 * DAY;

/**
 * Opens a sign-in and returns its secret, new each time (S-31), which is kept nowhere. How long it holds (S-32): thirty days
 * where a password alone opened it; where the account has a second factor, twelve hours at most, and thirty minutes without
 * being used. Credentials, tokens and the like ask for the password again after five minutes either way (S-37).
 */
export async function open(at: At<unknown> & Leave, strong: boolean): Promise<{ id: number; secret: string }> {
  const { actor, db, owner } = at;
  const now = Date.now();
  const secret = newSignInSecret(owner);
  const id = await nextId();
  const endsAt = new Date(now + (strong ? DAY / 2 : 30 * DAY));
  await forgetOldSignIns(db, owner, new Date(now - DEVICES_KEPT));
  await openSignIn(db, {
    owner_uid: owner,
    id,
    hash: hashOfKey(secret),
    door: actor.door === "page" ? "page" : "rest",
    ip: actor.from.ip,
    user_agent: actor.from.userAgent,
    expires_at: strong ? new Date(now + IDLE) : endsAt,
    ends_at: endsAt,
  });
  at.record({ target: "sign-in", id, after: { door: actor.door, ip: actor.from.ip }, by: owner });
  return { id, secret };
}
