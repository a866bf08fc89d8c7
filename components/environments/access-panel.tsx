"use client";

import { useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { useAct, useNo } from "@/components/use-act";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { MemberState } from "@/components/words/member-state";
import { kindWord, resourceWord } from "@/components/words/resource";
import { deleteResources } from "@/lib/actions/resources";
import { type Access, accessKey, environmentsKey, readAccess, type Sharer } from "./queries";

const ShareForm = later(async () => (await import("@/components/sharing/share-form")).ShareForm);

type Props = {
  place: PlaceChoice | null;
  ownerUid: number;
  people: Sharer[];
  roles: RoleChoice[];
  onClose(): void;
};

/** Who reaches one thing and how; sharing it, and taking a share of it back. */
export function AccessPanel({ place, onClose, ...rest }: Props) {
  return (
    <Panel
      open={place !== null}
      onClose={onClose}
      title={place ? resourceWord(place) : ""}
      says={place && `Who has access to this ${kindWord(place)}, and how.`}
    >
      {place && <Who place={place} {...rest} />}
    </Panel>
  );
}

function Who({ place, ownerUid, people, roles }: Omit<Props, "place" | "onClose"> & { place: PlaceChoice }) {
  const no = useNo();
  const { data, error } = useRead(accessKey(place), () => readAccess(place, ownerUid));
  const isPending = !data && !error;
  const [sharing, setSharing] = useState(false);
  const nameOf = (one: Access) => people.find((person) => person.collaborationId === one.collaborationId)?.name ?? "";
  const held = (data ?? [])
    .filter((one) => one.directShare !== null)
    .map((one) => ({
      collaborationId: one.collaborationId,
      type: place.type,
      resourceId: place.resourceId,
      roleIds: one.roles.map((role) => role.id),
    }));
  return (
    <>
      <Button look="primary" onClick={() => setSharing(true)} disabled={people.length === 0}>
        <Plus size={16} aria-hidden /> Share {resourceWord(place)}
      </Button>
      {people.length === 0 && <p className="mt-2 text-table text-muted">Invite somebody first.</p>}
      <div className="mt-4" aria-busy={isPending}>
        {isPending && <p className="text-muted">Reading who has access…</p>}
        {error && <Problem>{no(error)?.message}</Problem>}
        {data?.length === 0 && <p className="text-muted">Only you have access.</p>}
        {data && data.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {data.map((one) => (
              <Line key={one.memberId} access={one} name={nameOf(one)} />
            ))}
          </ul>
        )}
      </div>
      <ShareForm
        open={sharing}
        onClose={() => setSharing(false)}
        people={people.map(({ collaborationId, name }) => ({ collaborationId, name }))}
        places={[place]}
        roles={roles}
        held={held}
        stale={[environmentsKey]}
      />
    </>
  );
}

function Line({ access, name }: { access: Access; name: string }) {
  const { run, pending, no } = useAct(deleteResources, { stale: [environmentsKey] });
  const { collaborationId, directShare } = access;
  return (
    <li className="flex items-start gap-3 py-2.5 text-table">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-muted">
          {access.roles.map((role) => role.name).join(", ")}, {howWord(access)}
        </p>
        <MemberState state={access.state} />
        {no && <Problem>{no.message}</Problem>}
      </div>
      {directShare !== null && (
        <Button
          look="quiet"
          pending={pending}
          onClick={() => run({ collaborationId, ids: [directShare] })}
          aria-label={`Unshare with ${name}`}
        >
          Unshare
        </Button>
      )}
    </li>
  );
}

function howWord({ level, through }: Access): string {
  if (level === "direct") return "shared directly";
  if (level === "base") return "shared with everything of its kind";
  return `through ${through.map((share) => resourceWord({ ...share, name: share.resourceId })).join(" and ")}`;
}
