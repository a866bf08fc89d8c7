"use client";

import { useFormatter, useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { noPart } from "@/components/ui/list/use-part";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { deleteTeam } from "@/lib/actions/teams";
import { staleByTeams } from "./queries";
import { useTeam } from "./use-team";

const MOST = 5;

/** Asks before a team goes, and says by name who loses what. */
export function DeleteTeam({ open, onClose, id }: { open: boolean; onClose(): void; id: number }) {
  const t = useTranslations("teams");
  const format = useFormatter();
  const tell = useTell();
  const stale = useStale();
  const team = useTeam(id).data;
  const { run, pending, no } = useAct(deleteTeam, {
    stale: [],
    done: () => {
      tell(t("deleted", { name: team?.name ?? "" }), t("deletedSays"));
      setAddress({ team: null, ask: null, ...noPart });
      void stale(staleByTeams);
    },
  });
  const weighed = usePreview(open ? [{ verb: "deleteTeam", input: { teamId: id } }] : null);
  const waiting = team?.people.filter(({ state }) => state === "PENDING") ?? [];
  const names = waiting.slice(0, MOST).map(({ name }) => name);
  const named =
    waiting.length > names.length
      ? t("namesMore", { names: format.list(names, { type: "unit" }), n: waiting.length - names.length })
      : format.list(names, { type: "conjunction" });
  const consequences = team
    ? [...(waiting.length > 0 ? [t("deleteWaiting", { n: waiting.length, names: named })] : []), t("deleteElse")]
    : [];
  return (
    <Confirm
      open={open && team !== undefined && team !== null}
      onClose={onClose}
      title={t("deleteTitle", { name: team?.name ?? "" })}
      act={t("delete")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={consequences}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      name={weighed.told && weighed.told.loses.n > 0 ? team?.name : undefined}
      onConfirm={() => run({ teamId: id })}
    >
      <p>{t("deleteSays")}</p>
    </Confirm>
  );
}
