import { db, transaction } from "../../db/client";
import { newAccountIds, openAccount } from "../../db/people";
import { parseEmail } from "../../lib/domain/email";
import { hashPassword } from "../../lib/passwords";
import { answer } from "../../lib/rest/mount";

export type Sent = Record<string, string | number | undefined>;
export type Got = { status: number; headers: Record<string, string>; text: string; body: Body };
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
type Body = { result: number; error: string; reason: number; source: string } & Record<string, any>;

type More = { session?: string; verb?: string; headers?: Record<string, string>; query?: string };

/** A program somewhere: what it calls comes from this address and with this browser's name. */
export const device =
  (ip: string, userAgent = "test") =>
  async (
    method: string,
    parameters: Sent = {},
    { session, verb = "POST", headers = {}, query = "" }: More = {},
  ): Promise<Got> => {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.append(name, String(value));
    const [namespace, service, name] = method.split(".");
    const address = `/1.0/${namespace}/${service}/rest/${name!.toLowerCase()}`;
    const got = await answer({
      method: verb,
      url: verb === "GET" ? `${address}?${form}` : `${address}${query}`,
      headers: {
        "user-agent": userAgent,
        ...(verb === "GET" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...(session ? { authorization: `Bearer ${session}` } : {}),
        ...headers,
      },
      body: Buffer.from(verb === "GET" ? "" : form.toString()),
      ip,
    });
    const text = String(got!.body);
    return { status: got!.status, headers: got!.headers, text, body: JSON.parse(text) };
  };

export type Device = ReturnType<typeof device>;

let places = 0;
/** An address nobody has called from yet: limits are counted for each. */
export const newPlace = (): string => `10.0.${Math.floor(++places / 250)}.${(places % 250) + 1}`;

export const password = "blue horse on a hill";
let hash: Promise<string> | undefined;

export type Resident = { uid: number; email: string; name: string };

/** A person with an account and the password above. */
export async function resident(name: string, { verified = true } = {}): Promise<Resident> {
  hash ??= hashPassword(password);
  const passwordHash = await hash;
  const ids = await newAccountIds();
  const email = parseEmail(`${name.toLowerCase()}.${ids.uid}@example.org`);
  const verifiedAt = verified ? new Date() : null;
  await transaction((tx) => openAccount(tx, { ids, email, name, passwordHash, verifiedAt }));
  return { uid: ids.uid, email: email.canonical, name };
}

/** Signs in and returns the session. */
export async function signIn(
  who: { email: string },
  from: Device = device(newPlace()),
  more: Sent = {},
): Promise<string> {
  const { body } = await from("users.authentication.Signin", { login: who.email, password, ...more });
  if (body.result !== 0 || !body.session) throw new Error(`signing in failed: ${JSON.stringify(body)}`);
  return body.session as string;
}

/** The key in the newest letter to this address. */
export async function keyInLetterTo(email: string): Promise<string | undefined> {
  const rows = await db()
    .selectFrom("mail")
    .select("text")
    .where("to_email", "=", email)
    .orderBy("created_at", "desc")
    .execute();
  return /#(\S+)/.exec(rows[0]?.text ?? "")?.[1];
}

/** Every row of every table as text: where a secret must not be found. */
export async function everythingKept(): Promise<string> {
  const tables = [
    "account",
    "sign_in",
    "token",
    "directory_key",
    "journal",
    "counter",
    "member",
    "directory_invitation",
    "directory_closed_invitation",
  ] as const;
  const rows = await Promise.all(tables.map((table) => db().selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}
