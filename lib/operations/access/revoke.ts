import { z } from "zod";
import { findExchange } from "../../../db/exchanges";
import { endSignIns } from "../../../db/sign-ins";
import { hashSecret } from "../../secrets";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { response } from "../wire/shapes";
import { ownerOfSecret } from "./secret";

export const revokeAccess = operation({
  method: "confer.access.Revoke",
  kind: "write",
  anyone: true,
  tokens: false,
  summary: "End a program's sign-in by its refresh token.",
  input: z.object({ secret: field.secret(200) }),
  output: response,
  owner: ownerOfSecret,
  load: ({ db, owner, input }) => findExchange(db, owner, hashSecret(input.secret)),
  allow: anyone,
  handle: async ({ db, owner, facts, record }) => {
    for (const id of await endSignIns(db, owner, [facts?.sign_in_id ?? 0], new Date())) {
      record({ target: "sign-in", id, after: { ended: true }, by: owner });
    }
    return {};
  },
});
