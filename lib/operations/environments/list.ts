import { z } from "zod";
import { environmentsOf } from "../../../db/environments";
import * as field from "../fields";
import type { At } from "../operation";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { everyView } from "../views";
import { type EnvironmentInfo, environmentInfos, infosOf } from "./info";

/** `lazy` asks the platform to leave out nodes; ours have none. */
const input = z.object({ lazy: field.flag().optional(), ownerUid: field.ownerUid() });

async function list(at: At<z.output<typeof input>>): Promise<{ infos: EnvironmentInfo[] }> {
  const infos: EnvironmentInfo[] = [];
  for (const seen of await everyView(at)) {
    for (const info of await infosOf(at, seen, await environmentsOf(at.db, seen.owner))) infos.push(info);
  }
  return { infos };
}

const listed = {
  kind: "read",
  scope: "resource",
  inView: true,
  input,
  output: environmentInfos,
  owner: ownerMeant,
  load: list,
  allow: () => yes("They see what is theirs, and what is shared with them."),
  handle: async ({ facts }: { facts: { infos: EnvironmentInfo[] } }) => facts,
} as const;

export const getEnvs = operation({
  ...listed,
  method: "environment.control.GetEnvs",
  summary: "List one's own environments, and those shared by every owner one works with.",
});

export const getBasicEnvsInfo = operation({
  ...listed,
  method: "environment.control.GetBasicEnvsInfo",
  summary: "List environments, as GetEnvs does.",
});
