"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { useRead, useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { noPart } from "@/components/ui/list/use-part";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { deleteEnv } from "@/lib/actions/environments";
import { removeGroup } from "@/lib/actions/groups";
import { useConsequences } from "./consequences";
import { consequencesKey, readConsequences, staleByShares, type Thing } from "./queries";
import { usePlace } from "./use-place";

/** Asks before an environment or a group goes, and says who loses what by name. */
export function RemovePlace({ open, onClose, thing }: { open: boolean; onClose(): void; thing: Thing }) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const tell = useTell();
  const stale = useStale();
  const isGroup = thing.type === "ENV_GROUP";
  const place = usePlace(thing);
  const weighing = { act: isGroup ? ("removeGroup" as const) : ("removeEnvironment" as const), id: thing.id };
  const told = useRead(consequencesKey(weighing), () => readConsequences(weighing)).data;
  const weighed = usePreview(
    !open
      ? null
      : isGroup
        ? [{ verb: "removeGroup", input: { envGroup: thing.id } }]
        : [{ verb: "deleteEnv", input: { envName: thing.id } }],
  );
  const toSentences = useConsequences();
  const name = place?.name ?? "";
  const { run, pending, no } = useAct(
    // The two answer alike; what they answer is not looked at.
    (id: string) => (isGroup ? removeGroup({ envGroup: id }) : deleteEnv({ envName: id })),
    {
      stale: [],
      done: () => {
        tell(t(isGroup ? "groupRemoved" : "deleted", { name }), t(isGroup ? "groupRemovedSays" : "deletedSays"));
        // What is gone has no panel any more.
        setAddress({ thing: null, ask: null, ...noPart });
        void stale(staleByShares);
      },
    },
  );
  const stays = told && isGroup ? words("environments", { n: told.environments }) : "";
  return (
    <Confirm
      open={open && told !== undefined && place !== undefined}
      onClose={onClose}
      title={t(isGroup ? "removeGroupTitle" : "deleteTitle", { name })}
      act={t(isGroup ? "removeGroup" : "delete")}
      pending={pending}
      problem={no?.message}
      consequences={told ? toSentences(told) : []}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} live />}
      name={told && told.loses.n > 0 ? name : undefined}
      onConfirm={() => run(thing.id)}
    >
      {isGroup ? (
        <p>{t("removeGroupSays", { environments: stays, n: told?.shares ?? 0 })}</p>
      ) : (
        <p>{t("deleteSays", { n: told?.shares ?? 0 })}</p>
      )}
    </Confirm>
  );
}
