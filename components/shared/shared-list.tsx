"use client";

import { useSeeded } from "@/components/reading";
import { Tag } from "@/components/ui/badge";
import { CirclePause } from "@/components/ui/icons";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { Day } from "@/components/words/day";
import { MemberState } from "@/components/words/member-state";
import { Resource } from "@/components/words/resource";
import { CollaborationMenu } from "./collaboration-menu";
import { MayDo } from "./may-do";
import { type Collaboration, readShared, sharedKey } from "./queries";

/** What others share with me, by owner, and what I may do there. */
export function SharedList() {
  const data = useSeeded(sharedKey, readShared);
  return (
    <>
      <PageHead title="Shared with me" says="What others share with you, and what you may do there." />
      {data.length === 0 && (
        <Empty title="Nobody shares anything with you yet.">
          When somebody invites you, the invitation waits under Invitations.
        </Empty>
      )}
      {data.map((one) => (
        <OfOwner key={one.id} of={one} />
      ))}
    </>
  );
}

function OfOwner({ of }: { of: Collaboration }) {
  const { called, owner, email, things, state, team } = of;
  return (
    <Section
      title={
        <>
          {called} {team && <Tag>team</Tag>}
        </>
      }
      aside={<CollaborationMenu of={of} />}
    >
      <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-table text-muted">
        <span>
          {called !== owner && `${owner}, `}
          {email}
        </span>
        <MemberState state={state} />
        <span>
          since <Day at={of.since} />
        </span>
      </p>
      {state === "SUSPENDED" ? (
        <p className="flex items-start gap-2 border-y border-line py-4">
          <CirclePause size={16} aria-hidden className="mt-0.5 flex-none text-deny" />
          <span>
            {owner} suspended you. You can use nothing of theirs now; nothing was deleted. Ask {email} to activate you
            again.
          </span>
        </p>
      ) : things.length === 0 ? (
        <p className="border-y border-line py-4 text-muted">They share nothing with you yet.</p>
      ) : (
        <Table label={`Shared by ${called}`}>
          <Head>
            <Column>What</Column>
            <Column wide>Role</Column>
            <Column wide>You may do</Column>
          </Head>
          <tbody>
            {things.map((thing) => (
              <Row key={thing.id}>
                <Cell heads className="sm:w-2/5">
                  <Resource item={thing} />
                  <div className="mt-1 pl-6 sm:hidden">
                    <p className="text-muted">{thing.roles.map((role) => role.name).join(", ")}</p>
                    <MayDo of={of} thing={thing} />
                  </div>
                </Cell>
                <Cell wide>{thing.roles.map((role) => role.name).join(", ")}</Cell>
                <Cell wide>
                  <MayDo of={of} thing={thing} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
