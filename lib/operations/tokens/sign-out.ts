import { z } from "zod";
import { endSignIns } from "../../../db/sign-ins";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const signout = operation({
  method: "users.authentication.Signout",
  kind: "write",
  dryRun: false,
  tokens: false,
  scope: "self",
  summary: "End the sign-in this call is made with, everywhere and at once.",
  input: z.object({}),
  output: response,
  load: async () => ({}),
  allow: theirOwn,
  handle: async ({ db, actor, owner, record }) => {
    const [ended] = await endSignIns(db, owner, actor.signInId ? [actor.signInId] : [], new Date());
    if (ended) record({ target: "sign-in", id: ended, after: { ended: true } });
    return {};
  },
});
