import type { Participant, Pointer } from "../room";

/** Somebody else's window, and whose it is. */
export type Shown = { pointer: Pointer; person: Participant };

export const colourOfPerson = ({ colour }: Participant) => `var(--person-${colour})`;
export const nameOfPerson = ({ name, email }: Participant) => name || email;
