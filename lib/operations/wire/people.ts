import type { z } from "zod";
import type { Person } from "../../../db/accounts";
import type { userShape } from "./shapes";

export type UserWire = z.infer<typeof userShape>;

/** `yyyy-MM-dd HH:mm:ss`, UTC (vap.md section 0). */
export const dateWire = (date: Date): string => date.toISOString().slice(0, 19).replace("T", " ");

/** A person as the other side sees them: no telephone, no directory data, nothing of how they sign in (S-13). */
export const userWire = (person: Pick<Person, "uid" | "email" | "name">): UserWire => ({
  authConfig: null,
  authType: "BASIC",
  email: person.email,
  externalId: "",
  federationType: "",
  id: person.uid,
  name: person.name,
  phoneNumber: "",
  tenantHost: false,
  tenantId: "",
});

/** The person themselves: with how they sign in. */
export const selfWire = (person: Person): UserWire => ({
  ...userWire(person),
  authConfig: {
    id: person.uid,
    isActive: person.twoFactor,
    isConfigured: person.twoFactor,
    type: "TOTP",
    useObjectHash: false,
  },
  authType: person.twoFactor ? "TFA" : "BASIC",
});
