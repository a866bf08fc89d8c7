import { findAccountByEmail } from "../../db/accounts";
import { cast } from "../../db/cast";
import { db, transaction } from "../../db/client";
import { nextId } from "../../db/ids";
import { openSignIn } from "../../db/sign-ins";
import { addToken } from "../../db/tokens";
import { furnish } from "../../lib/furnish";
import { hashOfKey, newSignInSecret, newTokenSecret } from "../../lib/keys";
import type { Somebody } from "./arrange";

const HOUR = 3_600_000;

export type Resident = (typeof cast)[number]["key"] | "rejected" | "left";

/** The people of the demo in a house just furnished, each signed in. */
export async function residents(): Promise<Record<Resident, Somebody>> {
  await furnish();
  const keys = [...cast.map((one) => one.key), "rejected", "left"] as Resident[];
  const everyone = await Promise.all(
    keys.map(async (key) => {
      const email = `${key}@confer.example`;
      const row = (await findAccountByEmail(db(), email))!;
      return [key, { uid: row.owner_uid, name: row.name, email, session: await signInAs(row.owner_uid) }] as const;
    }),
  );
  return Object.fromEntries(everyone) as Record<Resident, Somebody>;
}

/** A sign-in of this account as a row; returns its secret. */
export async function signInAs(uid: number, expires = new Date(Date.now() + HOUR)): Promise<string> {
  const [id, session] = [await nextId(), newSignInSecret(uid)];
  const row = {
    owner_uid: uid,
    id,
    hash: hashOfKey(session),
    door: "rest" as const,
    ip: "127.0.0.1",
    user_agent: "test",
  };
  await transaction((tx) => openSignIn(tx, { ...row, expires_at: expires, ends_at: expires }));
  return session;
}

/** A token of this account as a row; returns its secret. */
export async function tokenOf(
  uid: number,
  methods: string[],
  { resources = null as string[] | null, expires = new Date(Date.now() + HOUR) } = {},
): Promise<string> {
  const [id, secret] = [await nextId(), newTokenSecret()];
  const row = {
    owner_uid: uid,
    id,
    hash: hashOfKey(secret),
    last4: secret.slice(-4),
    description: "test",
    template: null,
  };
  await transaction((tx) => addToken(tx, { ...row, methods, resources, expires_at: expires }));
  return secret;
}
