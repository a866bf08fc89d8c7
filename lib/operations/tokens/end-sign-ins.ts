import { z } from "zod";
import { endSignIns, signInsOf } from "../../../db/sign-ins";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { meant } from "./ids";

export const signoutSessions = operation({
  method: "users.authentication.SignoutSessions",
  kind: "write",
  dryRun: false,
  tokens: false,
  scope: "self",
  summary: "End some of one's own sign-ins, or with `*` all but the one this call is made with.",
  input: z.object({ ids: field.texts(200) }),
  output: response,
  load: async ({ db, actor, owner, input }) => {
    const asked = meant(input.ids, await signInsOf(db, owner, new Date()), "session");
    const all = input.ids.includes("*");
    return asked.map((signIn) => signIn.id).filter((id) => !all || id !== actor.signInId);
  },
  allow: theirOwn,
  handle: async ({ db, owner, facts, record }) => {
    for (const id of await endSignIns(db, owner, facts, new Date())) {
      record({ target: "sign-in", id, after: { ended: true } });
    }
    return {};
  },
});
