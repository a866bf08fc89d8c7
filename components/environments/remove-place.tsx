"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { noPart } from "@/components/ui/list/use-part";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { deleteEnv } from "@/lib/actions/environments";
import { removeGroup } from "@/lib/actions/groups";
import { staleByShares, type Thing } from "./queries";
import { usePlace } from "./use-place";

/** Asks before an environment or a group goes, and says who loses what by name. */
export function RemovePlace({ open, onClose, thing }: { open: boolean; onClose(): void; thing: Thing }) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const isGroup = thing.type === "ENV_GROUP";
  const place = usePlace(thing);
  const weighed = usePreview(
    !open
      ? null
      : isGroup
        ? [{ verb: "removeGroup", input: { envGroup: thing.id, ...of } }]
        : [{ verb: "deleteEnv", input: { envName: thing.id } }],
  );
  const name = place?.name ?? "";
  const { run, pending, no } = useAct(
    // The two answer alike; what they answer is not looked at.
    (id: string) => (isGroup ? removeGroup({ envGroup: id, ...of }) : deleteEnv({ envName: id })),
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
  const { told } = weighed;
  const stays = words("environments", { n: place?.environments ?? 0 });
  return (
    <Confirm
      open={open && place !== undefined}
      onClose={onClose}
      title={t(isGroup ? "removeGroupTitle" : "deleteTitle", { name })}
      act={t(isGroup ? "removeGroup" : "delete")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      name={told && told.loses.n > 0 ? name : undefined}
      onConfirm={() => run(thing.id)}
    >
      {isGroup ? (
        <p>{t("removeGroupSays", { environments: stays, n: place?.shares ?? 0 })}</p>
      ) : (
        <p>{t("deleteSays", { n: place?.shares ?? 0 })}</p>
      )}
    </Confirm>
  );
}
