import { cast, demoPassword } from "../../../db/cast";
import { nobody } from "../../actors";
import { isDemo } from "../../demo";
import type { Actor } from "../../domain/actor";
import { Refusal } from "../../domain/refusal";
import { perform } from "../../operations/perform";
import { signin } from "../../operations/tokens";
import { enter } from "../../operations/tokens/enter";
import { DEMO_DOMAIN } from "../../principal";
import { holderOf } from "../caller";
import type { PlainRequest } from "../plain";

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/;

/**
 * Whom a hint names in the demo, signed in: one of the cast by key or address, or `<hint>@tmi.local`, who moves in at the first time.
 * Null where it names nobody, or somebody who has meanwhile closed their door. Nowhere else does a name let anybody in.
 */
export async function demoPerson(hint: string, request: PlainRequest): Promise<Actor | null> {
  if (!isDemo()) return null;
  const named = hint.toLowerCase();
  const from = nobody({ ip: request.ip, userAgent: String(request.headers["user-agent"] ?? "").slice(0, 300) });
  const known = cast.find(({ key, email }) => key === named || email === named);
  try {
    const { session } = known
      ? await perform(signin, from, { login: known.email, password: demoPassword })
      : await perform(enter, from, newcomer(named));
    return session ? await holderOf(session, request) : null;
  } catch (error) {
    if (error instanceof Refusal && error.code !== "too-many") return null;
    throw error;
  }
}

function newcomer(named: string) {
  const name = named.endsWith(`@${DEMO_DOMAIN}`) ? named.slice(0, -DEMO_DOMAIN.length - 1) : named;
  if (!NAME.test(name) || name.includes("..")) throw new Refusal("not-found", "nobody of the demo");
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  return { provider: "tmi", subject: name, email: `${name}@${DEMO_DOMAIN}`, verified: true, name: shown };
}
