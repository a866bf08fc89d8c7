import { z } from "zod";
import { findUidByEmail } from "../../../db/accounts";
import { findInvited } from "../../../db/invitations";
import { hashSecret } from "../../secrets";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";

export const checkEmailExist = operation({
  method: "users.registration.CheckEmailExist",
  kind: "read",
  anyone: true,
  summary: "Tell the holder of an invitation's key whether they have an account; everybody else always hears no.",
  input: z.object({ email: field.text(320).optional(), key: field.secret(200).optional() }),
  output: z.strictObject({ exists: z.boolean() }),
  load: async ({ db, input }) => {
    const member = input.key === undefined ? undefined : await findInvited(db, hashSecret(input.key));
    return { exists: member !== undefined && (await findUidByEmail(db, member.email)) !== null };
  },
  allow: anyone,
  handle: async ({ facts }) => facts,
});
