"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { Day } from "@/components/words/day";
import { MemberState } from "@/components/words/member-state";
import { Person } from "@/components/words/person";
import { resourcesInShort } from "@/components/words/resource";
import { InviteForm } from "./invite-form";
import { MemberMenu } from "./member-menu";
import { calledAs, type Member, membersKey, readMembers } from "./queries";

/** The people I work with, and those I invited. */
export function MemberList() {
  const { data } = useSuspenseQuery({ queryKey: membersKey, queryFn: readMembers });
  const [inviting, setInviting] = useState(false);
  const router = useRouter();
  const pairs = data.filter((member) => member.type === "ACCOUNT");
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
      {pairs.length === 0 ? (
        <Empty title="You work with nobody yet.">
          Invite a person by their address, then choose what to share with them and in which role.
        </Empty>
      ) : (
        <Table label="Members">
          <Head>
            <Column>Person</Column>
            <Column wide>State</Column>
            <Column wide>Roles</Column>
            <Column wide>Shared</Column>
            <Column wide>Since</Column>
            <Column end>
              <span className="sr-only">Actions</span>
            </Column>
          </Head>
          <tbody>
            {pairs.map((member) => (
              <MemberRow key={member.id} member={member} />
            ))}
          </tbody>
        </Table>
      )}
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

function MemberRow({ member }: { member: Member }) {
  const { shares, state, since } = member;
  const roles = [...new Set(shares.flatMap((share) => share.roles.map((role) => role.name)))];
  const shared = shares.length > 0 ? resourcesInShort(shares) : "Nothing yet";
  return (
    <Row>
      <Cell heads>
        <Link href={`/members/${member.id}`} className="group block rounded-md">
          <Person name={calledAs(member) === member.email ? "" : calledAs(member)} email={member.email} />
          <span className="mt-1 flex flex-wrap gap-x-3 pl-11 text-muted sm:hidden">
            <MemberState state={state} />
            <span>{shared}</span>
          </span>
        </Link>
      </Cell>
      <Cell wide>
        <MemberState state={state} />
      </Cell>
      <Cell wide>{roles.join(", ") || <span className="text-muted">None</span>}</Cell>
      <Cell wide className={shares.length ? "" : "text-muted"}>
        {shared}
      </Cell>
      <Cell wide className="text-muted">
        <Day at={since} />
      </Cell>
      <Cell end className="w-8 py-[3px]!">
        <MemberMenu member={member} />
      </Cell>
    </Row>
  );
}

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
