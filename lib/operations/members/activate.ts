import { z } from "zod";
import * as field from "../fields";
import { take } from "../member-step";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { response } from "../wire/shapes";
import { loadTarget, mayStep } from "./target";

export const activateMember = operation({
  method: "users.collaboration.ActivateMember",
  kind: "write",
  summary: "Give a suspended member their access back.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayStep("activate"),
  handle: async (at) => {
    await take(at, "activate", "ACTIVE");
    return {};
  },
});
