import { resultOf } from "@/lib/actions/answer";
import { getAccount, type MyAccount } from "@/lib/actions/pages";
import { getSessions } from "@/lib/actions/tokens";
import { type Device, deviceOf } from "./device";

export const accountKey = ["account"] as const;
export const signInsKey = ["account", "sign-ins"] as const;

/** One place where I am signed in; moments are the wire's (UTC). `current`: this one. */
export type SignIn = Device & { id: number; current: boolean; ip: string; since: string; seen: string };

export const readAccount = (): Promise<MyAccount> => resultOf(getAccount({}));

export async function readSignIns(): Promise<SignIn[]> {
  const { sessions } = await resultOf(getSessions({}));
  return sessions
    .map(({ id, current, host, createdOn, lastAccess, userAgent }) => ({
      ...deviceOf(userAgent),
      id,
      current,
      ip: host,
      since: createdOn,
      seen: lastAccess,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}
