import { z } from "zod";
import { rolesOf, saveRole } from "../../../db/roles";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

export const switchRoleLetters = operation({
  method: "confer.pages.SwitchRoleLetters",
  grant: "users.collaboration.EditRole",
  kind: "write",
  tokens: false,
  summary: "Say whether those who hold a role get letters about load; what it is made of is left alone.",
  input: z.object({ id: field.id(), on: field.flag() }),
  output: z.strictObject({}),
  load: async (at) => {
    const role = (await rolesOf(at.db, at.owner)).find((one) => one.id === at.input.id);
    if (!role) throw notFound("role");
    return role;
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts, record }) => {
    if (facts.receive_notification === input.on) return {};
    await saveRole(db, owner, facts.id, { receive_notification: input.on });
    record({
      target: "role",
      id: facts.id,
      before: { receiveNotification: !input.on },
      after: { receiveNotification: input.on },
    });
    return {};
  },
});
