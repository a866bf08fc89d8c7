import { z } from "zod";
import { deleteShares, saveShare, sharesOf } from "../../../db/collaborations";
import * as field from "../fields";
import { operation } from "../operation";
import { projectsOf } from "../share-argument";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const deleteProjectFromResources = operation({
  method: "users.collaboration.DeleteProjectFromResources",
  kind: "write",
  summary: "Take a project out of every region share; a share left without projects goes. Nothing to do is fine.",
  input: z.object({ projectId: field.name() }),
  output: response,
  load: async (at) => (await sharesOf(at.db, at.owner, "all")).filter((share) => share.type === "VHI_REGION"),
  allow: theirOwn,
  handle: async (at) => {
    for (const share of at.facts) {
      const projects = projectsOf(share.metadata);
      if (!projects?.includes(at.input.projectId)) continue;
      const rest = projects.filter((project) => project !== at.input.projectId);
      if (rest.length === 0) await deleteShares(at.db, at.owner, [share.id]);
      else {
        const metadata = JSON.stringify({ ...JSON.parse(share.metadata), projects: rest });
        await saveShare(at.db, at.owner, share.id, { metadata });
      }
      at.record({ target: "share", id: share.id, before: { projects }, after: { projects: rest } });
    }
    return {};
  },
});
