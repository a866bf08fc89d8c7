"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSeeded } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { ArrowLeft, CirclePause, CirclePlay, Plus, Send } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { Day } from "@/components/words/day";
import { MemberState } from "@/components/words/member-state";
import { count, Methods } from "@/components/words/methods";
import { Resource, resourceWord } from "@/components/words/resource";
import { deleteResources } from "@/lib/actions/resources";
import { MemberMenu } from "./member-menu";
import { calledAs, memberKey, membersKey, readMember, type SharedThing } from "./queries";
import { useSteps } from "./use-steps";

const ShareForm = later(async () => (await import("@/components/sharing/share-form")).ShareForm);

type Props = { id: number; places: PlaceChoice[]; roles: RoleChoice[] };

/** One member: what I share with them, in which roles, and what that lets them do. */
export function MemberView({ id, places, roles }: Props) {
  const data = useSeeded(memberKey(id), () => readMember(id));
  const [sharing, setSharing] = useState<PlaceChoice | "new" | null>(null);
  const router = useRouter();
  const { take, pending } = useSteps();
  const { member, things } = data;
  const { state } = member;
  const known = calledAs(member);
  const held = things.map((thing) => ({
    collaborationId: member.collaborationId,
    type: thing.type,
    resourceId: thing.resourceId,
    roleIds: thing.roles.map((role) => role.id),
  }));
  return (
    <>
      <Link href="/members" className="mb-3 inline-flex min-h-6 items-center gap-1.5 rounded-md text-table text-muted">
        <ArrowLeft size={16} aria-hidden /> Members
      </Link>
      <PageHead
        title={known}
        says={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
            {known !== member.email && <span>{member.email}</span>}
            {member.label && member.name && <span>calls themselves {member.name}</span>}
            <MemberState state={state} />
            <span>
              since <Day at={member.since} />
            </span>
          </span>
        }
      >
        {state === "ACTIVE" && (
          <Button pending={pending} onClick={() => take(member, "suspend")}>
            <CirclePause size={16} aria-hidden /> Suspend member
          </Button>
        )}
        {state === "SUSPENDED" && (
          <Button pending={pending} onClick={() => take(member, "activate")}>
            <CirclePlay size={16} aria-hidden /> Activate member
          </Button>
        )}
        {(state === "PENDING" || state === "REJECTED" || state === "LEFT") && (
          <Button pending={pending} onClick={() => take(member, "resend")}>
            <Send size={16} aria-hidden /> Send invitation again
          </Button>
        )}
        <Button look="primary" onClick={() => setSharing("new")}>
          <Plus size={16} aria-hidden /> Share with {known}
        </Button>
        <MemberMenu member={member} onRemoved={() => router.push("/members")} />
      </PageHead>
      <Section title={member.team ? `Shared through the team ${member.team}` : "What you share"}>
        {things.length === 0 ? (
          <Empty title="Nothing is shared yet.">
            Share an environment, a group or everything of a kind, in one role or several.
          </Empty>
        ) : (
          <Table label={`Shared with ${known}`}>
            <Head>
              <Column>What</Column>
              <Column wide>Roles</Column>
              <Column wide>May do</Column>
              <Column end>
                <span className="sr-only">Actions</span>
              </Column>
            </Head>
            <tbody>
              {things.map((thing) => (
                <ThingRow
                  key={thing.id}
                  thing={thing}
                  collaborationId={member.collaborationId}
                  onEdit={() => setSharing(thing)}
                />
              ))}
            </tbody>
          </Table>
        )}
        {state !== "ACTIVE" && things.length > 0 && (
          <p className="mt-3 text-table text-muted">{notYet[state](known)}</p>
        )}
      </Section>
      <ShareForm
        open={sharing !== null}
        onClose={() => setSharing(null)}
        people={[{ collaborationId: member.collaborationId, name: known }]}
        places={sharing === "new" || sharing === null ? places : [sharing]}
        roles={roles}
        held={held}
        stale={[membersKey]}
      />
    </>
  );
}

const notYet = {
  PENDING: (who: string) => `${who} gets this when they accept.`,
  SUSPENDED: (who: string) => `${who} is suspended and can use none of this now.`,
  REJECTED: (who: string) => `${who} rejected the invitation. It is kept for a new one.`,
  LEFT: (who: string) => `${who} has left. It is kept for a new invitation.`,
};

function ThingRow({ thing, collaborationId, onEdit }: { thing: SharedThing; collaborationId: number; onEdit(): void }) {
  const tell = useTell();
  const { run, pending, no } = useAct(deleteResources, {
    stale: [membersKey],
    done: () => tell(`${resourceWord(thing)} is no longer shared with them.`),
  });
  const roles = thing.roles.map((role) => role.name).join(", ");
  const can = (
    <details>
      <summary className="text-accent">{count(thing.methods.length, "method")}</summary>
      <div className="mt-2 max-w-md">
        <Methods names={thing.methods} />
      </div>
    </details>
  );
  return (
    <Row id={placeKey(thing)}>
      <Cell heads>
        <Resource item={thing} />
        <div className="mt-1 pl-6 sm:hidden">
          <p className="text-muted">{roles}</p>
          {can}
        </div>
        {no && <p className="text-deny">{no.message}</p>}
      </Cell>
      <Cell wide>{roles}</Cell>
      <Cell wide>{can}</Cell>
      <Cell end className="py-[3px]!">
        <span className="inline-flex gap-1 max-sm:flex-col">
          <Button look="quiet" onClick={onEdit} aria-label={`Change roles on ${resourceWord(thing)}`}>
            Change roles
          </Button>
          <Button
            look="quiet"
            pending={pending}
            onClick={() => run({ collaborationId, ids: [thing.id] })}
            aria-label={`Unshare ${resourceWord(thing)}`}
          >
            Unshare
          </Button>
        </span>
      </Cell>
    </Row>
  );
}
