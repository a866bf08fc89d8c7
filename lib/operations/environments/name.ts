import { invalid } from "../../domain/refusal";

/** A label of a domain name, since an environment is reached under it. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const APPID = /^[0-9a-f]{32}$/;

/**
 * A new environment's name in lower case. Refuses `invalid [envName]` for anything but 1 to 63 letters, digits and inner
 * hyphens, and for what could pass for the appid of another.
 */
export function environmentName(text: string): string {
  const name = text.trim().toLowerCase();
  if (!NAME.test(name)) throw invalid("envName", "1 to 63 letters a-z, digits, and hyphens between them");
  if (APPID.test(name)) throw invalid("envName", "32 hexadecimal digits are an appid");
  return name;
}
