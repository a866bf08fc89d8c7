import { z } from "zod";
import { signInsOf } from "../../../db/sign-ins";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { sessionsResponse, sessionWire } from "../wire/sign-ins";

export const getSessions = operation({
  method: "users.authentication.GetSessions",
  kind: "read",
  tokens: false,
  scope: "self",
  summary: "List where the account is signed in.",
  input: z.object({}),
  output: sessionsResponse,
  load: ({ db, owner }) => signInsOf(db, owner, new Date()),
  allow: theirOwn,
  handle: async ({ actor, facts }) => ({
    sessions: facts.map((signIn) => sessionWire(signIn, actor.uid, actor.signInId)),
  }),
});
