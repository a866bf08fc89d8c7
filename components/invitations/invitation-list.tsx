"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { CircleX } from "@/components/ui/icons";
import { Empty, PageHead } from "@/components/ui/page";
import { Problem } from "@/components/ui/problem";
import { Shown } from "@/components/ui/states";
import { Day } from "@/components/words/day";
import type { InvitationToMe } from "@/lib/actions/pages";
import { AnswerButtons } from "./answer-buttons";
import { AskAgain } from "./ask-again";
import { Offers } from "./offers";
import { invitationsKey, readInvitations } from "./queries";

/** Invitations that wait for my answer. `refused`: what a page without its scripts was told. */
export function InvitationList({ refused }: { refused?: string | undefined }) {
  const t = useTranslations("invitations");
  const invitations = useRead(invitationsKey, readInvitations);
  const data = invitations.data ?? [];
  return (
    <>
      <PageHead title={t("listTitle")} says={t("listSays")} about="invitations" />
      {refused && <Problem>{refused}</Problem>}
      <Shown
        of={invitations}
        what={t("listWhat")}
        rows={3}
        isEmpty={data.length === 0}
        empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
      >
        <ul className="divide-y divide-line border-y border-line">
          {data.map((one) => (
            <li key={one.id} className="py-6">
              <Invitation of={one} />
            </li>
          ))}
        </ul>
      </Shown>
    </>
  );
}

function Invitation({ of: { id, owner, email, team, since, until, over, things } }: { of: InvitationToMe }) {
  const t = useTranslations("invitations");
  const router = useRouter();
  const address = useAddress();
  const asks = `reject.${id}`;
  const day = (at: string) => () => <Day at={at} />;
  return (
    <article aria-labelledby={`invitation-${id}`} className="flex max-w-3xl flex-col gap-4">
      <header>
        <h2 id={`invitation-${id}`} className="text-why font-semibold">
          {t("openTitle", { from: owner })}
        </h2>
        <p className="text-table text-muted">
          <bdi>{email}</bdi>
          {team && ` · ${t("intoTeam", { team })}`} · {t.rich("sentOn", { day: day(since) })}
          {!over && until && <> · {t.rich("openTill", { day: day(until) })}</>}
        </p>
      </header>
      {over ? (
        <>
          <p>
            <Badge tone="muted" icon={CircleX}>
              {t.rich("ranOutOn", { day: day(until) })}
            </Badge>
          </p>
          <AskAgain by={{ id }} from={owner} />
        </>
      ) : (
        <>
          <div>
            <p className="mb-2 text-table">{things.length > 0 && t("wouldGet")}</p>
            <Offers offers={things} />
          </div>
          <AnswerButtons
            id={id}
            from={owner}
            asks={{
              open: address.get("ask") === asks,
              ask: (open) => (open ? address.open("ask", asks) : address.close("ask")),
            }}
            onAnswered={(accepted) => {
              address.set({ ask: null });
              if (accepted) router.push("/shared");
              // The count in the rail is the server's.
              router.refresh();
            }}
          />
        </>
      )}
    </article>
  );
}
