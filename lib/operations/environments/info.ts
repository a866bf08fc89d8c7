import { z } from "zod";
import { type Environment, sharedKeys } from "../../../db/environments";
import { config } from "../../config.mjs";
import { ancestors, CATEGORY } from "../../domain/resource";
import { one } from "../../one";
import type { At } from "../operation";
import { holdsOn, type Seen, type View } from "../views";
import { dateWire } from "../wire/people";

const int = z.number().int();

/** One environment as the platform's clients know it (vap.md E). There are no nodes here: the list is always empty. */
export const environmentInfo = z.strictObject({
  env: z.strictObject({
    appid: z.string(),
    createdOn: z.string(),
    creatorUid: int,
    displayName: z.string(),
    domain: z.string(),
    envName: z.string(),
    groups: z.array(z.string()),
    hostGroup: z.strictObject({ displayName: z.string(), uniqueName: z.string() }),
    isShared: z.boolean(),
    shortdomain: z.string(),
    status: int,
    uid: int,
  }),
  envGroups: z.array(z.string()),
  nodes: z.array(z.unknown()),
  right: z.enum(["OWNER", "COLLABORATOR"]),
});
export const environmentInfos = z.strictObject({ infos: z.array(environmentInfo) });
export type EnvironmentInfo = z.infer<typeof environmentInfo>;

/** Under which name this house is reached; parsed once, since a list asks for it ten thousand times. */
const host = (): string => one("environment-host", () => new URL(config().url).hostname);

type Looking = Pick<At<unknown>, "actor" | "method">;

/** One environment as the actor sees it: of its groups only those they hold this method on too (S-13). */
export function infoOf(at: Looking, view: View, environment: Environment, isShared: boolean): EnvironmentInfo {
  const groups = environment.groups.filter((path) => holdsOn(at, view, { type: "ENV_GROUP", id: path }));
  const owned = environment.owner_uid === at.actor.uid;
  return {
    env: {
      appid: environment.appid,
      createdOn: dateWire(environment.created_at),
      creatorUid: environment.creator_uid,
      displayName: environment.display_name,
      domain: `${environment.name}.${host()}`,
      envName: environment.name,
      groups,
      hostGroup: { displayName: environment.host_group, uniqueName: environment.host_group },
      isShared: !owned || isShared,
      shortdomain: environment.name,
      status: environment.status,
      uid: environment.owner_uid,
    },
    envGroups: groups,
    nodes: [],
    right: owned ? "OWNER" : "COLLABORATOR",
  };
}

/** Tells whether an owner's environment is shared with anybody, by itself, by a group around it, or by a category. */
export async function sharedBy(at: Pick<At<unknown>, "db" | "actor">, owner: number) {
  // To a member everything they see is shared.
  const keys = owner === at.actor.uid ? await sharedKeys(at.db, owner) : new Set<string>();
  return ({ appid, groups }: Environment): boolean =>
    keys.has(`ENV:${appid}`) ||
    keys.has(`ENV:${CATEGORY}`) ||
    (groups.length > 0 && keys.has(`ENV_GROUP:${CATEGORY}`)) ||
    groups.some((path) => [path, ...ancestors(path)].some((around) => keys.has(`ENV_GROUP:${around}`)));
}

/** Those of one owner's environments on which the actor holds this method. */
export async function infosOf(
  at: Looking & Pick<At<unknown>, "db">,
  { owner, view }: Seen,
  environments: readonly Environment[],
): Promise<EnvironmentInfo[]> {
  const isShared = await sharedBy(at, owner);
  return environments
    .filter(({ appid }) => holdsOn(at, view, { type: "ENV", id: appid }))
    .map((environment) => infoOf(at, view, environment, isShared(environment)));
}
