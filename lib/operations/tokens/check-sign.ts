import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { notFound } from "../../domain/refusal";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { authenticationResponse, authenticationWire } from "../wire/sign-ins";

export const checkSign = operation({
  method: "users.authentication.CheckSign",
  kind: "read",
  scope: "self",
  summary: "Tell whose sign-in or token this call is made with. The secret itself is never repeated.",
  input: z.object({}),
  output: authenticationResponse,
  load: async ({ db, owner }) => {
    const account = await findAccount(db, owner);
    if (!account) throw notFound("account");
    return account;
  },
  allow: theirOwn,
  handle: async ({ facts }) => authenticationWire(facts, { session: "", attemptsLeft: 0, needsCode: false }),
});
