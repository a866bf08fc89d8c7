import "server-only";
import { cookies } from "next/headers";
import { cookie } from "./cookies";

/**
 * The secret of an invitation whose reader has no scripts: they give the link from their letter in a form, because what stands
 * behind its `#` never reaches us, and it stays in a cookie while they answer.
 */
const NAME = "confer-invitation";
const SECONDS = 900;

export const secretAtHand = async (): Promise<string> => (await cookies()).get(NAME)?.value ?? "";

/** From the whole link, or the part behind its `#`. */
export async function keepSecretOf(link: string): Promise<void> {
  const secret = link.trim().split("#").at(-1) ?? "";
  if (/^[\w-]{1,100}$/.test(secret)) (await cookies()).set(NAME, secret, { ...cookie().options, maxAge: SECONDS });
}

export async function forgetSecret(): Promise<void> {
  (await cookies()).delete(NAME);
}
