import { z } from "zod";
import { invalid, notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerOfCollaboration } from "../seen-account";
import { unshare } from "../unshare";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadOwned } from "./load";

export const deleteResources = operation({
  method: "users.collaboration.DeleteResources",
  kind: "write",
  summary: "Unshare: the shares named by their ids, all of them or none.",
  input: z.object({ collaborationId: field.id(), ids: field.ids() }),
  output: response,
  owner: ownerOfCollaboration,
  ownersOnly: true,
  load: loadOwned,
  allow: theirOwn,
  handle: async (at) => {
    const ids = [...new Set(at.input.ids)];
    if (ids.length === 0) throw invalid("ids");
    const shares = ids.map((id) => {
      const share = at.facts.shares.find((one) => one.id === id);
      if (!share) throw notFound("shared resource");
      return share;
    });
    await unshare(at, at.facts, shares);
    return {};
  },
});
