"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { Extend } from "@/components/sharing/extend";
import { readRoleChoices } from "@/components/sharing/queries";
import { RolesForm } from "@/components/sharing/roles-form";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { End, endsSoon } from "@/components/words/end";
import { Resource, useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { addResources, deleteResources, setResource } from "@/lib/actions/resources";
import { rolesKey, staleByTeams, type Team, type TeamShare } from "./queries";

const UnshareTeam = later(async () => (await import("./unshare-team")).UnshareTeam);

type Props = { share: TeamShare; team: Team };

/** One thing shared with a team: in which roles, changing those, and taking it away. */
export function TeamShareLine({ share, team }: Props) {
  const t = useTranslations("teams");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const tell = useTell();
  const stale = useStale();
  const [changing, setChanging] = useState(false);
  const [asking, setAsking] = useState(false);
  const thing = nameOf(share);
  const giveBack = async () => {
    const { type, resourceId, metadata, roles, ends } = share;
    const until = ends ? { until: ends } : {};
    const resource = { type, resourceId, metadata, roleIds: roles.map(({ id }) => id), ...until };
    try {
      const { responses } = await resultOf(addResources({ collaborationId: team.id, resources: [resource] }));
      if (responses[0]?.result !== 0) throw new Error();
      tell(t("givenBack", { thing, team: team.name }));
    } catch {
      tell(t("notGivenBack", { thing, team: team.name }));
    }
    await stale(staleByTeams);
  };
  const { run, pending, no } = useAct(deleteResources, {
    stale: staleByTeams,
    done: () => {
      setAsking(false);
      tell(t("unshared", { thing, team: team.name }), t("unsharedSays", { n: team.active }), { undo: giveBack });
    },
  });
  const taken = { collaborationId: team.id, ids: [share.shareId] };
  return (
    <li className="flex flex-wrap items-start gap-x-3 py-2.5 text-table">
      <div className="min-w-0 flex-1 basis-56 pt-0.5">
        <p>
          <Link
            href={`/environments?thing=${encodeURIComponent(`${share.type}:${share.resourceId}`)}`}
            className="inline-flex rounded-md font-medium hover:underline"
          >
            <Resource item={share} />
          </Link>
        </p>
        <p className="ps-6">
          {format.list(
            share.roles.map(({ name }) => name),
            { type: "unit" },
          )}
        </p>
        {share.ends && (
          <p className="ps-6">
            <End at={share.ends} />
          </p>
        )}
        {changing && <Roles share={share} team={team} onDone={() => setChanging(false)} />}
      </div>
      {!changing && (
        <div className="-me-3 flex flex-wrap gap-1 max-sm:basis-full max-sm:ps-3">
          {endsSoon(share.ends) && (
            <Extend of={{ kind: "share", id: share.shareId, name: thing, ends: share.ends }} stale={staleByTeams} />
          )}
          <Button look="quiet" aria-label={t("changeRolesOn", { thing })} onClick={() => setChanging(true)}>
            {t("changeRoles")}
          </Button>
          <Button look="quiet" aria-label={t("unshareThing", { thing })} onClick={() => setAsking(true)}>
            {t("unshare")}
          </Button>
        </div>
      )}
      <UnshareTeam
        open={asking}
        onClose={() => setAsking(false)}
        share={share}
        team={team}
        pending={pending}
        problem={no?.message}
        onConfirm={() => run(taken)}
      />
    </li>
  );
}

function Roles({ share, team, onDone }: Props & { onDone(): void }) {
  const t = useTranslations("teams");
  const { nameOf } = useResourceWords();
  const tell = useTell();
  const stale = useStale();
  const roles = useRead(rolesKey, readRoleChoices).data;
  const before = share.roles.map(({ id }) => id);
  const inputOf = (roleIds: readonly number[]) => ({
    collaborationId: team.id,
    resourceType: share.type,
    resourceId: share.resourceId,
    roleIds: roleIds.map(String),
  });
  const give = (roleIds: readonly number[]) => setResource(inputOf(roleIds));
  const { run, pending, no } = useAct(give, {
    stale: staleByTeams,
    done: () => {
      tell(t("rolesChanged", { team: team.name, thing: nameOf(share) }), t("atOnce"), {
        undo: async () => {
          const answer = await give(before);
          if (!answer.ok) tell(t("nothingChanged"), answer.message);
          await stale(staleByTeams);
        },
      });
      onDone();
    },
  });
  return (
    <RolesForm
      roles={roles}
      type={share.type}
      before={before}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      weigh={(roleIds) => ({ verb: "setResource", input: inputOf(roleIds) })}
      onSave={run}
      onCancel={onDone}
    />
  );
}
