"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useStale } from "@/components/reading";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { type Preview, tryFirst } from "@/lib/actions/previews";
import { addResources, deleteResources, setResource } from "@/lib/actions/resources";
import { type Access, type PlaceShown, staleByShares } from "./queries";

type Place = Pick<PlaceShown, "type" | "resourceId" | "name">;

/**
 * Taking a share of this thing away, and giving it back exactly as it was. Where somebody would lose their place in a diagram by it,
 * that is asked about first (`asking`).
 */
export function useShares(place: Place) {
  const t = useTranslations("environments");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const tell = useTell();
  const stale = useStale();
  const thing = nameOf(place);
  const rolesIn = (names: readonly { name: string }[]) =>
    format.list(
      names.map(({ name }) => name),
      { type: "conjunction" },
    );

  const giveBack = async ({ collaborationId, name, own }: Access) => {
    const { roleIds, metadata, ends } = own!;
    const until = ends ? { until: ends } : {};
    const resource = { type: place.type, resourceId: place.resourceId, roleIds, metadata, ...until };
    try {
      const { responses } = await resultOf(addResources({ collaborationId, resources: [resource] }));
      if (responses[0]?.result !== 0) throw new Error();
      tell(t("givenBack", { thing, name }));
    } catch {
      tell(t("notGivenBack", { thing, name }));
    }
    await stale(staleByShares);
  };

  const { run, pending, no } = useAct(
    ({ collaborationId, own }: Access) => deleteResources({ collaborationId, ids: [own!.shareId] }),
    {
      stale: staleByShares,
      done: (_, access) => {
        const { name, left, now } = access;
        const rest = left
          ? t("keepThrough", { name, roles: rolesIn(left.roles), thing: nameOf(left.via[0]!) })
          : t(now ? "lostAtOnce" : "lostOffer", { name });
        tell(t("unshared", { thing, name }), rest, { undo: () => giveBack(access) });
      },
    },
  );
  const [asking, ask] = useState<{ access: Access; told: Preview } | null>(null);
  const unshare = async (access: Access) => {
    const { collaborationId, own } = access;
    const steps = [{ verb: "deleteResources" as const, input: { collaborationId, ids: [own!.shareId] } }];
    const tried = await tryFirst(steps).catch(() => null);
    // Where it cannot be weighed, taking it away says why. A team is always asked about: it is many people's.
    const concernsMany = access.memberId === null;
    if (tried?.ok && (concernsMany || tried.value.cut.n > 0)) ask({ access, told: tried.value });
    else await run(access);
  };
  const answer = (yes: boolean) => {
    if (yes && asking) void run(asking.access);
    ask(null);
  };
  return { unshare, asking, answer, pending, problem: no?.message, why: no?.why };
}

/** Gives exactly these roles on the thing, and says so; Undo brings back the ones before. */
export function useRoleChange(place: Place, done: () => void) {
  const t = useTranslations("environments");
  const { nameOf } = useResourceWords();
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const thing = nameOf(place);
  const give = ({ collaborationId }: Access, roleIds: readonly number[]) =>
    setResource({
      collaborationId,
      resourceType: place.type,
      resourceId: place.resourceId,
      roleIds: roleIds.map(String),
      ...of,
    });
  return useAct(({ access, roleIds }: { access: Access; roleIds: readonly number[] }) => give(access, roleIds), {
    stale: staleByShares,
    done: (_, { access }) => {
      tell(t("rolesChanged", { name: access.name, thing }), t("atOnce"), {
        undo: async () => {
          const answer = await give(access, access.own!.roleIds);
          if (!answer.ok) tell(t("nothingChanged"), answer.message);
          await stale(staleByShares);
        },
      });
      done();
    },
  });
}
