import { z } from "zod";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { claim, claimOf, settle } from "./claim";

export const createAccount = operation({
  method: "users.registration.CreateAccount",
  kind: "write",
  dryRun: false,
  anyone: true,
  postOnly: true,
  summary: "Make an account: with the key of an invitation, or where everybody may sign up.",
  input: z.object({
    key: field.secret(200).optional(),
    email: field.text(320).optional(),
    password: field.secret(),
    name: field.text().optional(),
    lang: field.text(10).optional(),
  }),
  output: z.strictObject({ email: z.string() }),
  owner: claim,
  load: async ({ input }) => claimOf(input),
  allow: anyone,
  handle: (at) => settle(at, at.facts),
});
