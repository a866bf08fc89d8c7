"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { deleteTeamMember } from "@/lib/actions/teams";
import { staleByTeams, type Team, type TeamPerson } from "./queries";

/** Asks before somebody is taken out of a team, and says what they lose by it. */
export function RemoveFromTeam({
  open,
  onClose,
  person: { memberId, name },
  team,
}: {
  open: boolean;
  onClose(): void;
  person: TeamPerson;
  team: Team;
}) {
  const t = useTranslations("teams");
  const tell = useTell();
  const { run, pending, no } = useAct(deleteTeamMember, {
    stale: staleByTeams,
    done: () => tell(t("removed", { name, team: team.name }), t("removedSays")),
  });
  const weighed = usePreview(open ? [{ verb: "deleteTeamMember", input: { memberId } }] : null);
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("removeTitle", { name, team: team.name })}
      act={t("removeAct")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => run({ memberId })}
    >
      <p>{t("removeAsks")}</p>
    </Confirm>
  );
}
