"use client";

import { useRouter } from "next/navigation";
import { useSeeded } from "@/components/reading";
import { Empty, PageHead } from "@/components/ui/page";
import { Day } from "@/components/words/day";
import { AnswerButtons } from "./answer-buttons";
import { Offers } from "./offers";
import { invitationsKey, readInvitations } from "./queries";

/** Invitations that wait for my answer. */
export function InvitationList() {
  const data = useSeeded(invitationsKey, readInvitations);
  const router = useRouter();
  return (
    <>
      <PageHead title="Invitations" says="People who want to work with you, and what you would get." />
      {data.length === 0 ? (
        <Empty title="No invitation waits for your answer.">
          When somebody invites your address, you find it here as well as in your mail.
        </Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {data.map((invitation) => (
            <li key={invitation.id} className="py-6">
              <article className="flex max-w-2xl flex-col gap-4">
                <header>
                  <h2 className="text-why font-semibold">{invitation.from} invites you to work together</h2>
                  <p className="text-table text-muted">
                    {invitation.email}
                    {invitation.team && `, into the team ${invitation.team}`}, sent <Day at={invitation.since} />
                  </p>
                </header>
                <Offers offers={invitation.offers} />
                <AnswerButtons
                  id={invitation.id}
                  from={invitation.from}
                  onAnswered={(accepted) => {
                    if (accepted) router.push("/shared");
                    // The count in the rail is the server's.
                    router.refresh();
                  }}
                />
              </article>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
