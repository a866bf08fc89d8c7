import { z } from "zod";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { policiesResponse } from "../wire/shapes";
import { policiesView } from "./view";

export const getPolicies = operation({
  method: "users.collaboration.GetPolicies",
  kind: "read",
  summary: "List the system policies and the caller's own; or one of them.",
  input: z.object({ id: field.id().optional() }),
  output: policiesResponse,
  load: async (at) => {
    const policies = await policiesView(at.db, at.owner);
    const { id } = at.input;
    const chosen = id === undefined ? policies : policies.filter((policy) => policy.id === id);
    if (chosen.length === 0) throw notFound("policy");
    return chosen;
  },
  allow: theirOwn,
  handle: async ({ facts }) => ({ policies: facts }),
});
