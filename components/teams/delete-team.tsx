"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { noPart } from "@/components/ui/list/use-part";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useResourceWords } from "@/components/words/resource";
import { deleteTeam } from "@/lib/actions/teams";
import { staleByTeams } from "./queries";
import { useTeam } from "./use-team";

const MOST = 5;

/** Asks before a team goes, and says by name who loses what. */
export function DeleteTeam({ open, onClose, id }: { open: boolean; onClose(): void; id: number }) {
  const t = useTranslations("teams");
  const format = useFormatter();
  const { inShort } = useResourceWords();
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
  const active = team?.people.filter(({ state }) => state === "ACTIVE") ?? [];
  const waiting = team?.people.filter(({ state }) => state === "PENDING") ?? [];
  const things = team && team.shares.length > 0 ? inShort(team.shares, 3) : "";
  const named = (people: typeof active, all: number) => {
    const names = people.slice(0, MOST).map(({ name }) => name);
    return all > names.length
      ? t("namesMore", { names: format.list(names, { type: "unit" }), n: all - names.length })
      : format.list(names, { type: "conjunction" });
  };
  const consequences = team
    ? [
        ...(active.length > 0 && things
          ? [t("deleteLoses", { n: team.active, names: named(active, team.active), things })]
          : []),
        ...(waiting.length > 0
          ? [t("deleteWaiting", { n: waiting.length, names: named(waiting, waiting.length) })]
          : []),
        t("deleteElse"),
      ]
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
      name={active.length > 0 && things ? team?.name : undefined}
      onConfirm={() => run({ teamId: id })}
    >
      <p>{t("deleteSays")}</p>
    </Confirm>
  );
}
