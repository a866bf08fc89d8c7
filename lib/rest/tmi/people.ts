import { type Person, principalOf } from "../../principal";
import type { Profile } from "./profiles";

/** A user as the profile's clients read one; the old generation's carries the fields of both. */
export function userOf(person: Person, profile: Profile) {
  const principal = principalOf(person);
  if (profile === "1.8") return principal;
  const { provider, provider_id, display_name } = principal;
  return { ...principal, user_id: provider_id, name: display_name, idp: provider };
}

/** Where the old generation has an address, today's has the user. */
export const namedOf = (person: Person, profile: Profile) =>
  profile === "1.0.0" ? principalOf(person).email : principalOf(person);
