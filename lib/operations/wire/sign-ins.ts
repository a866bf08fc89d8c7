import { z } from "zod";
import type { AccountRow } from "../../../db/schema";
import type { SignIn } from "../../../db/sign-ins";
import { dateWire } from "./people";
import { userShape } from "./shapes";

const int = z.number().int();

/** The platform's AuthenticationResponse (vap.md E). `session` is there only where a sign-in was made. */
export const authenticationResponse = z.strictObject({
  accessType: z.enum(["FULL_ACCESS", "RESTRICTED"]),
  attemptsLeft: int,
  authType: z.enum(["BASIC", "TFA"]),
  data: z.strictObject({ lang: z.string() }),
  email: z.string(),
  name: z.string(),
  requiredAuthCheck: userShape.shape.authConfig,
  session: z.string(),
  status: z.enum(["ENABLED", "SUSPENDED"]),
  uid: int,
});

export const sessionsResponse = z.strictObject({
  sessions: z.array(
    z.strictObject({
      createdOn: z.string(),
      current: z.boolean(),
      host: z.string(),
      id: int,
      lastAccess: z.string(),
      uid: int,
      userAgent: z.string(),
    }),
  ),
});

type Asked = { session: string; attemptsLeft: number; needsCode: boolean };
type Known = Pick<AccountRow, "owner_uid" | "email_shown" | "name" | "totp_secret" | "lang">;

export const authenticationWire = (account: Known, { session, attemptsLeft, needsCode }: Asked) =>
  ({
    accessType: needsCode ? "RESTRICTED" : "FULL_ACCESS",
    attemptsLeft,
    authType: account.totp_secret ? "TFA" : "BASIC",
    data: { lang: account.lang },
    email: account.email_shown,
    name: account.name,
    requiredAuthCheck: needsCode
      ? { id: account.owner_uid, isActive: true, isConfigured: true, type: "TOTP", useObjectHash: false }
      : null,
    session,
    status: "ENABLED",
    uid: account.owner_uid,
  }) satisfies z.infer<typeof authenticationResponse>;

export const sessionWire = (signIn: SignIn, uid: number, current: number | undefined) => ({
  createdOn: dateWire(signIn.created_at),
  current: signIn.id === current,
  host: signIn.ip,
  id: signIn.id,
  lastAccess: dateWire(signIn.last_seen_at),
  uid,
  userAgent: signIn.user_agent,
});
