import { z } from "zod";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const checkPassword = operation({
  method: "users.authentication.CheckPassword",
  kind: "read",
  tokens: false,
  postOnly: true,
  scope: "self",
  summary: "Give the password again; for five minutes it counts for what asks for it.",
  input: z.object({ password: field.secret() }),
  output: response,
  owner: confirm,
  load: mustBeFresh,
  allow: theirOwn,
  handle: async () => ({}),
});
