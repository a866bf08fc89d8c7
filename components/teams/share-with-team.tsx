"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { readRoleChoices } from "@/components/sharing/queries";
import { RolePicker } from "@/components/sharing/role-picker";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, Choices, inputClass, Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { Resource, useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { deleteResources, setResource } from "@/lib/actions/resources";
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
  const ui = useTranslations("ui");
  const words = useTranslations("words");
  const format = useFormatter();
  const { nameOf, inShort } = useResourceWords();
  const tell = useTell();
  const stale = useStale();
  const toNo = useNo();
  const [typed, setTyped] = useState("");
  const search = typed.trim();
  const things = useRead(thingsKey(search), () => readThings(search), { keep: true }).data;
  const roles = (useRead(rolesKey, readRoleChoices).data ?? []).filter(({ type }) => type === "VAP");
  const [chosen, setChosen] = useState<ThingChoice[]>([]);
  const [roleIds, setRoleIds] = useState<ReadonlySet<number>>(new Set());
  const [sent, setSent] = useState(false);
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const shared = new Map(team.shares.map((share) => [`${share.type}:${share.resourceId}`, share]));
  // Regions take roles of their own kind, and are shared from where they are.
  const found = (things?.found ?? []).filter(({ type, id }) => !type.endsWith("REGION") && !isChosen(id));
  const inside = chosen.reduce((sum, one) => sum + one.inside, 0);
  const roleNames = format.list(
    roles.filter(({ id }) => roleIds.has(id)).map(({ name }) => name),
    { type: "conjunction" },
  );

  function isChosen(id: string): boolean {
    return chosen.some((one) => one.id === id);
  }

  const submit = async () => {
    setSent(true);
    if (chosen.length === 0 || roleIds.size === 0) return;
    setPending(true);
    setProblems([]);
    const given: { thing: ThingChoice; shareId: number }[] = [];
    const refused: string[] = [];
    const left: ThingChoice[] = [];
    for (const thing of chosen) {
      const before = shared.get(thing.id)?.roles.map(({ id }) => id) ?? [];
      try {
        const share = await resultOf(give(thing, [...new Set([...before, ...roleIds])]));
        given.push({ thing, shareId: share.id });
      } catch (error) {
        refused.push(t("refused", { address: nameOf(thing), why: toNo(error)?.message ?? "" }));
        left.push(thing);
      }
    }
    await stale(staleByTeams);
    setPending(false);
    setProblems(refused);
    setChosen(left);
    if (given.length > 0) {
      const what = inShort(
        given.map(({ thing }) => thing),
        3,
      );
      tell(t("isShared", { things: what, team: team.name }), t("inRoles", { n: roleIds.size, roles: roleNames }), {
        undo: () => takeBack(given),
      });
    }
    if (left.length === 0) onClose();
  };

  const give = (thing: ThingChoice, ids: readonly number[]) =>
    setResource({
      collaborationId: team.id,
      resourceType: thing.type,
      resourceId: thing.resourceId,
      roleIds: ids.map(String),
    });

  const takeBack = async (given: readonly { thing: ThingChoice; shareId: number }[]) => {
    for (const { thing, shareId } of given) {
      const before = shared.get(thing.id)?.roles.map(({ id }) => id) ?? [];
      const answer =
        before.length > 0
          ? await give(thing, before)
          : await deleteResources({ collaborationId: team.id, ids: [shareId] });
      if (!answer.ok) tell(t("nothingChanged"), answer.message);
    }
    await stale(staleByTeams);
  };

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void submit();
      }}
    >
      <Choices label={t("things")} error={sent && chosen.length === 0 ? t("oneThing") : undefined}>
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
      <RolePicker
        roles={roles}
        chosen={roleIds}
        onChange={setRoleIds}
        error={sent && roleIds.size === 0 ? t("oneRole") : undefined}
      />
      <div className="flex flex-col gap-1 border-s-2 border-accent ps-3 text-table" aria-live="polite">
        <p>
          {chosen.length > 0 && roleIds.size > 0
            ? t("blast", { n: team.active, team: team.name, roles: roleNames, things: inShort(chosen, 3) })
            : t("blastEmpty")}
        </p>
        {inside > 0 && (
          <p className="text-muted">{t("blastInside", { environments: words("environments", { n: inside }) })}</p>
        )}
      </div>
      {problems.map((problem) => (
        <Problem key={problem}>{problem}</Problem>
      ))}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("share")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
