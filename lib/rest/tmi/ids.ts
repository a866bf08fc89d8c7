import { Declined } from "./declined";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id of the contract, in lower case. Declines: 400 invalid_id. */
export function idOf(text: string | undefined, what: string): string {
  const id = (text ?? "").toLowerCase();
  if (!UUID.test(id)) throw new Declined(400, "invalid_id", `${what} is no UUID.`);
  return id;
}
