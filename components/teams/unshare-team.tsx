"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { usePreview } from "@/components/use-preview";
import { useResourceWords } from "@/components/words/resource";
import type { Team, TeamShare } from "./queries";

/** Asks before a share with a team ends, and says who of it loses what, by name. */
export function UnshareTeam({
  open,
  onClose,
  share,
  team,
  pending,
  problem,
  onConfirm,
}: {
  open: boolean;
  onClose(): void;
  share: TeamShare;
  team: Team;
  pending: boolean;
  problem: string | undefined;
  onConfirm(): void;
}) {
  const t = useTranslations("teams");
  const { nameOf } = useResourceWords();
  const weighed = usePreview(
    open ? [{ verb: "deleteResources", input: { collaborationId: team.id, ids: [share.shareId] } }] : null,
  );
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("unshareTitle", { thing: nameOf(share, true), team: team.name })}
      act={t("unshare")}
      pending={pending}
      problem={problem}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={onConfirm}
    >
      {t("unshareAsks")}
    </Confirm>
  );
}
