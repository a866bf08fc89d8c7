"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSeeded } from "@/components/reading";
import { Extend } from "@/components/sharing/extend";
import { Button } from "@/components/ui/button";
import { Deeds } from "@/components/ui/deeds";
import { ArrowLeft, CirclePause, CirclePlay, Plus, Send, TriangleAlert } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link, useHref } from "@/components/ui/link";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { useOf } from "@/components/words/acting";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { Day } from "@/components/words/day";
import { End, endsSoon } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { next } from "@/lib/domain/collaboration";
import { Seen } from "./columns";
import { History } from "./history";
import { InviteHere } from "./invite";
import { LabelHere } from "./label-here";
import { MemberMenu } from "./member-menu";
import { calledAs, type Member, memberKey, membersKey, readMember, standing } from "./queries";
import { Tokens } from "./tokens";
import { useSteps } from "./use-steps";
import { Ways } from "./ways";

const SuspendLive = later(async () => (await import("./suspend-live")).SuspendLive);
const ShareForm = later(async () => (await import("@/components/sharing/share-form")).ShareForm);
const Reinvite = later(async () => (await import("./reinvite")).Reinvite);

type Props = { id: number; places: PlaceChoice[]; roles: RoleChoice[] };

/** One member: what they may do, with what, and through what; since when, and what happened. */
export function MemberView({ id, places, roles }: Props) {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const of = useOf();
  const view = useSeeded(memberKey(id), () => readMember(id, of));
  const [sharing, setSharing] = useState<PlaceChoice | "new" | null>(null);
  const router = useRouter();
  const hrefOf = useHref();
  const { member } = view;
  const known = calledAs(member);
  const held = member.shares.map((share) => ({
    collaborationId: member.collaborationId,
    type: share.type,
    resourceId: share.resourceId,
    roleIds: share.roles.map((role) => role.id),
    ends: share.ends,
  }));
  const ownMembership = member.self ? words("ownMembership") : undefined;
  const share = (
    <Refusable look="primary" refused={ownMembership} onClick={() => setSharing("new")}>
      <Plus size={16} aria-hidden className="flex-none" />
      <span className="truncate">{t("shareWith", { name: known })}</span>
    </Refusable>
  );
  const inTeam = member.type === "GROUP";
  return (
    <>
      <Link href="/members" className="mb-3 inline-flex min-h-6 items-center gap-1.5 rounded-md text-table text-muted">
        <ArrowLeft size={16} aria-hidden className="rtl:-scale-x-100" /> {t("title")}
      </Link>
      <PageHead title={known} says={<Facts member={member} />}>
        <Deeds
          menu={
            <MemberMenu
              member={member}
              label={t("actionsFor", { name: known })}
              onRemoved={() => router.push(hrefOf("/members"))}
            />
          }
        >
          {endsSoon(member.ends) && !member.self ? (
            <Extend of={{ kind: "member", id: member.id, name: known, ends: member.ends }} stale={[membersKey]} />
          ) : (
            <NextStep member={member} />
          )}
          {!inTeam && share}
        </Deeds>
      </PageHead>
      <Section title={t("mayDo")}>
        {!view.now && member.shares.length > 0 && (
          <p className="mb-3 max-w-prose text-table text-muted">{t(notYet[member.state], { name: known })}</p>
        )}
        {view.still.map(({ id: other, team }) => (
          <p key={other} className="mb-3 flex max-w-prose items-start gap-2 text-table">
            <TriangleAlert size={16} aria-hidden className="mt-px flex-none text-wait" />
            <span className="min-w-0 break-words">
              {t.rich("stillHas", {
                way: team ? "team" : "own",
                name: known,
                team,
                open: (text) => (
                  <Link href={`/members/${other}`} className="text-accent underline underline-offset-2">
                    {text}
                  </Link>
                ),
              })}
            </span>
          </p>
        ))}
        {view.ways.length === 0 && member.shares.length === 0 ? (
          <Empty title={t("nothingShared")}>{t("nothingSharedSays")}</Empty>
        ) : (
          <Ways view={view} onEdit={inTeam || member.self ? null : setSharing} />
        )}
      </Section>
      {view.now && (
        <Section title={t("tokens")}>
          <Tokens tokens={view.tokens} />
        </Section>
      )}
      <Section
        title={t("history")}
        aside={
          <Link
            href={`/journal?member=${id}`}
            className="inline-flex min-h-6 items-center rounded-md text-table text-accent"
          >
            {t("inJournal")}
          </Link>
        }
      >
        <History id={id} />
      </Section>
      <LabelHere members={[member]} />
      <InviteHere places={places} roles={roles} />
      <ShareForm
        open={sharing !== null}
        onClose={() => setSharing(null)}
        people={[{ collaborationId: member.collaborationId, name: known }]}
        places={sharing === "new" || sharing === null ? places : places.filter((one) => isSame(one, sharing))}
        roles={roles}
        held={held}
        stale={[membersKey]}
      />
    </>
  );
}

const isSame = (one: PlaceChoice, other: PlaceChoice): boolean => placeKey(one) === placeKey(other);

/** Who they are, in which state and since when, and when they were last here. */
function Facts({ member }: { member: Member }) {
  const t = useTranslations("members");
  const known = calledAs(member);
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
      {known !== member.email && <span>{member.email}</span>}
      {member.label && member.name && <span>{t("theirName", { name: member.name })}</span>}
      {member.team && <span>{t("inTeam", { team: member.team })}</span>}
      <MemberState state={member.state} />
      <span>{t.rich("sinceDay", { day: () => <Day at={member.since} /> })}</span>
      {member.ends && <End at={member.ends} />}
      {member.invitedUntil && <span>{t.rich("openUntil", { day: () => <Day at={member.invitedUntil!} /> })}</span>}
      {member.here ? (
        <span>{t("isHere")}</span>
      ) : member.lastSeen ? (
        <span>{t.rich("lastSeen", { day: () => <Seen member={member} /> })}</span>
      ) : (
        member.state === "ACTIVE" && <span>{t("neverSeenYet")}</span>
      )}
    </span>
  );
}

const notYet = {
  ACTIVE: "notYetPending",
  PENDING: "notYetPending",
  EXPIRED: "notYetExpired",
  SUSPENDED: "notYetSuspended",
  ENDED: "notYetEnded",
  REJECTED: "notYetRejected",
  LEFT: "notYetLeft",
} as const satisfies Record<Member["state"], string>;

/** The one step that their state asks for. */
function NextStep({ member }: { member: Member }) {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const { take, pending, asking, answer } = useSteps();
  const refused = member.self ? words("ownMembership") : undefined;
  const [again, setAgain] = useState(false);
  const state = standing(member);
  if (next("suspend", state)) {
    return (
      <>
        <Refusable refused={refused} pending={pending} onClick={() => take(member, "suspend")}>
          <CirclePause size={16} aria-hidden /> {t("suspend")}
        </Refusable>
        <SuspendLive open={asking !== null} asking={asking} onAnswer={answer} />
      </>
    );
  }
  if (next("activate", state)) {
    return (
      <Button pending={pending} onClick={() => take(member, "activate")}>
        <CirclePlay size={16} aria-hidden /> {t("activate")}
      </Button>
    );
  }
  if (state === "PENDING") {
    return (
      <Button pending={pending} onClick={() => take(member, "resend")}>
        <Send size={16} aria-hidden /> {t("resend")}
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setAgain(true)}>
        <Send size={16} aria-hidden /> {t("inviteAgain")}
      </Button>
      <Reinvite member={member} open={again} onClose={() => setAgain(false)} />
    </>
  );
}
