/** Somebody as an operation tells of them; uid null for an address that has no account. */
export type Person = { uid: number | null; email: string; name: string };

/** Those whom the demo's provider signs in by name alone. */
export const DEMO_DOMAIN = "tmi.local";

const EMAIL = /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/;

/**
 * TMI's name for a person: the provider they come from and their id there. The demo's people come from `tmi` by their bare names, all
 * others from `confer` by their address. An address that strict clients cannot read is replaced by one made of the account's number.
 */
export function principalOf({ uid, email, name }: Person) {
  const readable = EMAIL.test(email) && email.length <= 254;
  const [local = "", domain = ""] = email.split("@");
  const isDemo = readable && domain === DEMO_DOMAIN;
  return {
    principal_type: "user" as const,
    provider: isDemo ? "tmi" : "confer",
    provider_id: isDemo ? local : readable ? email : String(uid ?? 0),
    display_name: nameOf(name) || local.slice(0, 256) || "?",
    email: readable ? email : `account-${uid ?? 0}@confer.invalid`,
  };
}
const nameOf = (name: string) =>
  name
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 256);
