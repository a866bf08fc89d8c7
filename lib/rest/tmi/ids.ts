import { Declined } from "./declined";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id of the contract, in lower case. Declines: 400 invalid_id. */
export function idOf(text: string | undefined, what: string): string {
  const id = knownShape(text);
  if (id === null) throw new Declined(400, "invalid_id", `${what} is no UUID.`);
  return id;
}

/** The same, or null for what is no id. */
export function knownShape(text = ""): string | null {
  const id = text.toLowerCase();
  return UUID.test(id) ? id : null;
}
