"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { CirclePause, CirclePlay, UserPlus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { type Arranged, arrange } from "@/components/ui/list/arrange";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Day } from "@/components/words/day";
import { MemberState } from "@/components/words/member-state";
import { Person } from "@/components/words/person";
import { resourcesInShort } from "@/components/words/resource";
import { activateMember, suspendMember } from "@/lib/actions/members";
import { MemberMenu } from "./member-menu";
import { calledAs, type Member, membersKey, readMembers } from "./queries";

const InviteForm = later(async () => (await import("./invite-form")).InviteForm);

/** The people I work with, and those I invited. */
export function MemberList() {
  const query = useRead(membersKey, readMembers);
  const list = useList({ sort: "person", filters: ["state"], size: 50 });
  const [inviting, setInviting] = useState(false);
  const router = useRouter();
  const data = query.data ?? [];
  const pairs = data.filter((member) => member.type === "ACCOUNT");
  const { rows, total } = arrange(pairs, list, by);
  const again = () => void query.refetch();
  const teams = [...new Set(data.filter((member) => member.type === "GROUP").map((member) => member.collaborationId))];
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      <UserPlus size={16} aria-hidden /> Invite member
    </Button>
  );
  return (
    <>
      <PageHead title="Members" says="The people you work with, and what each of them can reach.">
        {invite}
      </PageHead>
      <ListFrame<Member>
        list={list}
        id="members"
        label="Members"
        what="your members"
        of={query}
        rows={rows}
        total={total}
        keyOf={keyOf}
        nameOf={calledAs}
        columns={columns}
        leadsTo={(member) => `/members/${member.id}`}
        filters={[{ id: "state", word: "State", values: states }]}
        menu={(member) => <MemberMenu member={member} />}
        bulk={[
          { id: "suspend", word: "Suspend", icon: CirclePause, each: verdictOf(suspendMember), done: again },
          { id: "activate", word: "Activate", icon: CirclePlay, each: verdictOf(activateMember), done: again },
        ]}
        empty={
          <Empty title="You work with nobody yet." action={invite}>
            Invite a person by their address, then choose what to share with them and in which role.
          </Empty>
        }
      />
      {teams.length > 0 && (
        <div className="mt-10">
          {teams.map((id) => (
            <Team key={id} people={data.filter((member) => member.collaborationId === id)} />
          ))}
        </div>
      )}
      <InviteForm
        open={inviting}
        onClose={() => setInviting(false)}
        onInvited={(id) => router.push(`/members/${id}`)}
      />
    </>
  );
}

const keyOf = (member: Member) => String(member.id);
const rolesOf = ({ shares }: Member) => [...new Set(shares.flatMap((share) => share.roles.map((role) => role.name)))];

const states = [
  { value: "PENDING", label: "Invited" },
  { value: "ACTIVE", label: "Active" },
  { value: "SUSPENDED", label: "Suspended" },
  { value: "REJECTED", label: "Rejected" },
  { value: "LEFT", label: "Left" },
];

const by: Arranged<Member> = {
  text: (member) => `${calledAs(member)} ${member.email} ${rolesOf(member).join(" ")}`,
  filters: { state: (member) => [member.state] },
  sorts: { person: calledAs, state: (member) => member.state, since: (member) => member.since },
};

const columns: ColumnOf<Member>[] = [
  {
    id: "person",
    word: "Person",
    sort: "up",
    cell: (member) => <Person name={calledAs(member) === member.email ? "" : calledAs(member)} email={member.email} />,
  },
  { id: "state", word: "State", sort: "up", phone: true, cell: ({ state }) => <MemberState state={state} /> },
  {
    id: "roles",
    word: "Roles",
    cell: (member) => rolesOf(member).join(", ") || <span className="text-muted">None</span>,
  },
  {
    id: "shared",
    word: "Shared",
    phone: true,
    cell: ({ shares }) =>
      shares.length > 0 ? resourcesInShort(shares) : <span className="text-muted">Nothing yet</span>,
  },
  {
    id: "since",
    word: "Since",
    sort: "down",
    cell: ({ since }) => (
      <span className="text-muted">
        <Day at={since} />
      </span>
    ),
  },
];

/** A step taken for several members, as a verdict beside each. */
const verdictOf = (act: typeof suspendMember) => async (key: string) => {
  const answer = await act({ id: Number(key) });
  return answer.ok ? { ok: true, words: "Done." } : { ok: false, words: answer.message };
};

function Team({ people }: { people: Member[] }) {
  const { team, shares } = people[0]!;
  return (
    <Section title={`Team ${team}`}>
      <p className="mb-2 text-table text-muted">
        {shares.length > 0 ? `Everyone in it gets ${resourcesInShort(shares, 3)}.` : "It shares nothing yet."}
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {people.map((member) => (
          <li key={member.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5 text-table">
            <Person name={calledAs(member) === member.email ? "" : calledAs(member)} email={member.email} />
            <MemberState state={member.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
