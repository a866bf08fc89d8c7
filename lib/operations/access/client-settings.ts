import { z } from "zod";
import { findPreferences, savePreferences } from "../../../db/preferences";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

const MOST_CLIENTS = 20;
const LONGEST = 20_000;

const settings = z
  .record(z.string().regex(/^[a-zA-Z0-9._-]{1,60}$/), z.unknown())
  .refine((clients) => Object.keys(clients).length <= MOST_CLIENTS, "too many clients")
  .refine((clients) => JSON.stringify(clients).length <= LONGEST, `longer than ${LONGEST} characters`);

export const getClientSettings = operation({
  method: "confer.access.GetClientSettings",
  kind: "read",
  tokens: false,
  scope: "self",
  summary: "Tell what TMI's clients keep here for their person.",
  input: z.object({}),
  output: z.object({ settings }),
  load: ({ db, owner }) => findPreferences(db, owner),
  allow: theirOwn,
  handle: async ({ facts }) => ({ settings: facts?.clients ?? {} }),
});

export const setClientSettings = operation({
  method: "confer.access.SetClientSettings",
  kind: "write",
  tokens: false,
  scope: "self",
  summary: "Keep what TMI's clients want to find again, all of it at once.",
  input: z.object({ settings }),
  output: response,
  load: async () => ({}),
  allow: theirOwn,
  handle: async ({ db, owner, input }) => {
    await savePreferences(db, owner, { clients: input.settings });
    return {};
  },
});
