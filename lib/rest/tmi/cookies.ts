import { config } from "../../config.mjs";
import type { PlainRequest } from "../plain";

/** The two cookies of the contract (tmi.md 1). The refresh token travels to nothing but /oauth2, and never from another site. */
const jar = {
  access: { name: "tmi_access_token", path: "/", sameSite: "Lax" },
  refresh: { name: "tmi_refresh_token", path: "/oauth2", sameSite: "Strict" },
} as const;

const SHAPE = /^[A-Za-z0-9_.-]{1,4096}$/;

/** Its value; said twice, neither counts. */
export function cookieOf({ headers }: Pick<PlainRequest, "headers">, which: keyof typeof jar): string | undefined {
  const sent = String(headers.cookie ?? "");
  const { name } = jar[which];
  if (!sent.includes(name)) return undefined;
  const found = sent
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  const value = found.length === 1 ? found[0]!.slice(name.length + 1) : "";
  return SHAPE.test(value) ? value : undefined;
}

/** Whole Set-Cookie lines. `seconds` 0 takes the cookie away. */
export function setCookie(which: keyof typeof jar, value: string, seconds: number): string {
  const { name, path, sameSite } = jar[which];
  const secure = config().urlIsHttps ? "; Secure" : "";
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`;
}

export const noCookies = (): string[] => [setCookie("access", "", 0), setCookie("refresh", "", 0)];
