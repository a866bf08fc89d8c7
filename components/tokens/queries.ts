import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getGroups } from "@/lib/actions/groups";
import { getTokens } from "@/lib/actions/tokens";
import { resourceOfKey } from "@/lib/domain/resource";

export const tokensKey = ["tokens"] as const;

/** `resources` empty: everything its owner reaches. Moments are the wire's (UTC); `lastUsed` empty: never. */
export type Token = {
  id: number;
  description: string;
  last4: string;
  ends: string;
  lastUsed: string;
  lastIp: string;
  template: string;
  resources: ResourceItem[];
  methods: string[];
};
export async function readTokens(): Promise<Token[]> {
  const { apiTokens } = await resultOf(getTokens({}));
  const named = apiTokens.some((token) => token.resources.length > 0) ? await readPlaces() : [];
  const names = new Map(named.map((place) => [`${place.type}:${place.resourceId}`, place.name]));
  return apiTokens.map((token) => ({
    id: token.id,
    description: token.description,
    last4: token.last4,
    ends: token.expiresAt,
    lastUsed: token.lastUsed,
    lastIp: token.lastIp,
    template: token.tokenTemplate?.name ?? "",
    resources: token.resources.map((key) => {
      const { type, id } = resourceOfKey(key);
      return { type, resourceId: id, name: names.get(key) ?? id };
    }),
    methods: token.apiListItems.map((item) => item.method),
  }));
}

/** Everything the caller reaches, their own and what others share. */
export async function readPlaces(): Promise<ResourceItem[]> {
  const { infos } = await resultOf(getEnvs({ lazy: true }));
  const { array } = await resultOf(getGroups({}));
  return [
    { type: "ENV", resourceId: "*", name: "" },
    { type: "ENV_GROUP", resourceId: "*", name: "" },
    ...array.map((group) => ({ type: "ENV_GROUP" as const, resourceId: group.name, name: group.name })),
    ...infos.map(({ env }) => ({ type: "ENV" as const, resourceId: env.appid, name: env.envName })),
  ];
}
