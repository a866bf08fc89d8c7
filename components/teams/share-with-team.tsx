"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { GivingForm } from "@/components/sharing/giving-form";
import { fitting, readRoleChoices } from "@/components/sharing/queries";
import { useGiving } from "@/components/sharing/use-giving";
import { Panel } from "@/components/ui/dialog";
import { Check, Choices, inputClass } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { Resource, useResourceWords } from "@/components/words/resource";
import { readThings, rolesKey, staleByTeams, type Team, type ThingChoice, thingsKey } from "./queries";
import { useTeam } from "./use-team";

/** Shares one or several things with everybody of a team, and says before how far that reaches. */
export function ShareWithTeam({ open, onClose, id }: { open: boolean; onClose(): void; id: number }) {
  const t = useTranslations("teams");
  const team = useTeam(id).data;
  return (
    <Panel open={open} onClose={onClose} title={t("shareTitle", { name: team?.name ?? "" })} says={t("shareSays")}>
      {team && <Form team={team} onClose={onClose} />}
    </Panel>
  );
}

function Form({ team, onClose }: { team: Team; onClose(): void }) {
  const t = useTranslations("teams");
  const words = useTranslations("words");
  const format = useFormatter();
  const { nameOf, inShort } = useResourceWords();
  const tell = useTell();
  const [typed, setTyped] = useState("");
  const search = typed.trim();
  const things = useRead(thingsKey(search), () => readThings(search), { keep: true }).data;
  const roles = fitting(useRead(rolesKey, readRoleChoices).data ?? [], "ENV");
  const shared = new Map(team.shares.map((share) => [`${share.type}:${share.resourceId}`, share]));
  const giving = useGiving<ThingChoice>({
    grantOf: ({ id, type, resourceId }) => ({
      collaborationId: team.id,
      resourceType: type,
      resourceId,
      before: shared.get(id)?.roles.map((role) => role.id) ?? [],
      ends: shared.get(id)?.ends ?? null,
    }),
    refused: (thing, why) => t("refused", { address: nameOf(thing), why }),
    stale: staleByTeams,
    done: (given, takeBack) =>
      tell(
        t("isShared", { things: inShort(given, 3), team: team.name }),
        t("inRoles", { n: giving.roleIds.size, roles: roleNames }),
        { undo: takeBack },
      ),
    onClose,
  });
  const { chosen, setChosen, roleIds } = giving;
  const isChosen = (id: string) => chosen.some((one) => one.id === id);
  // Regions take roles of their own kind, and are shared from where they are.
  const found = (things?.found ?? []).filter(({ type, id }) => !type.endsWith("REGION") && !isChosen(id));
  const inside = chosen.reduce((sum, one) => sum + one.inside, 0);
  const roleNames = format.list(
    roles.filter(({ id }) => roleIds.has(id)).map(({ name }) => name),
    { type: "conjunction" },
  );

  return (
    <GivingForm
      giving={giving}
      roles={roles}
      act={t("share")}
      onClose={onClose}
      says={
        <>
          <p>
            {giving.ready
              ? t("blast", { n: team.active, team: team.name, roles: roleNames, things: inShort(chosen, 3) })
              : t("blastEmpty")}
          </p>
          {inside > 0 && (
            <p className="text-muted">{t("blastInside", { environments: words("environments", { n: inside }) })}</p>
          )}
        </>
      }
    >
      <Choices label={t("things")} error={giving.noneChosen ? t("oneThing") : undefined}>
        <input
          type="search"
          aria-label={t("findThings")}
          placeholder={t("findThings")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className={inputClass}
        />
        <div className="mt-1 flex max-h-64 flex-col overflow-y-auto">
          {[...chosen, ...found].map((thing) => {
            const held = shared.get(thing.id);
            return (
              <Check
                key={thing.id}
                checked={isChosen(thing.id)}
                onChange={() =>
                  setChosen(isChosen(thing.id) ? chosen.filter(({ id }) => id !== thing.id) : [...chosen, thing])
                }
              >
                <Resource item={thing} kind={false} />
                {held && (
                  <span className="block ps-6 text-label text-muted">
                    {t("hasAlready", {
                      roles: format.list(
                        held.roles.map(({ name }) => name),
                        { type: "unit" },
                      ),
                    })}
                  </span>
                )}
              </Check>
            );
          })}
        </div>
        <p className="text-label text-muted" role="status">
          {things && chosen.length + found.length === 0 ? t("noThing") : things?.more ? t("moreThings") : ""}
        </p>
      </Choices>
    </GivingForm>
  );
}
