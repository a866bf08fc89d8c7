"use client";

import { useTranslations } from "next-intl";
import { useStale } from "@/components/reading";
import { openInAddress, setAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { noPart } from "@/components/ui/list/use-part";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { createTeam, deleteTeam, editTeam } from "@/lib/actions/teams";
import { staleByTeams } from "./queries";
import { useTeam } from "./use-team";

/** Makes a team, or renames one. */
export function NameTeam({ open, onClose, id }: { open: boolean; onClose(): void; id: number | null }) {
  const t = useTranslations("teams");
  const ui = useTranslations("ui");
  const tell = useTell();
  const stale = useStale();
  const team = useTeam(id).data;
  const draft = id === null ? "team" : `team-${id}`;
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  const back = useAct((displayName: string) => editTeam({ teamId: id!, displayName }), { stale: staleByTeams });
  const unmake = useAct(deleteTeam, {
    stale: [],
    done: (_, { teamId }) => {
      // What is gone has no panel any more.
      if (new URLSearchParams(window.location.search).get("team") === String(teamId)) {
        setAddress({ team: null, ask: null, ...noPart });
      }
      void stale(staleByTeams);
    },
  });
  const { run, pending, errors, why } = useAct(
    (displayName: string) => (id === null ? createTeam({ displayName }) : editTeam({ teamId: id, displayName })),
    {
      stale: staleByTeams,
      done: ({ collaboration }) => {
        const name = collaboration.displayName;
        if (id !== null) {
          const before = team?.name ?? "";
          tell(t("renamed", { name }), t("renamedSays"), { undo: () => back.run(before) });
          return close();
        }
        forgetDraft(draft);
        tell(t("made", { name }), t("madeSays"), { undo: () => unmake.run({ teamId: collaboration.id }) });
        // The new team opens in the place of the form, where people are invited.
        setAddress({ ask: null });
        openInAddress("team", String(collaboration.id));
      },
    },
  );
  return (
    <Panel
      open={open}
      onClose={onClose}
      title={id === null ? t("make") : t("renameTitle", { name: team?.name ?? "" })}
      says={t(id === null ? "makeSays" : "renameSays")}
    >
      {(id === null || team) && (
        <Form errors={errors} why={why} keep={draft} onSubmit={(data) => run(String(data.get("displayName")))}>
          <TextField
            label={t("columnName")}
            name="displayName"
            required
            maxLength={255}
            autoComplete="off"
            defaultValue={team?.name}
          />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={pending}>
              {t(id === null ? "make" : "rename")}
            </Button>
            <Button onClick={close}>{ui("cancel")}</Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
