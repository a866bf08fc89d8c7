"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { type Ending, Extend } from "@/components/sharing/extend";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { later } from "@/components/ui/later";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import { useOf, useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { type PlaceChoice, placeKey } from "@/components/words/choices";
import { Day } from "@/components/words/day";
import { End, endsSoon } from "@/components/words/end";
import { Resource, useResourceWords } from "@/components/words/resource";
import type { MemberView, UsedWay } from "@/lib/actions/pages";
import { type Preview, tryFirst } from "@/lib/actions/previews";
import { deleteResources, setResource } from "@/lib/actions/resources";
import { MethodsOfWay } from "./methods-of-way";
import { calledAs, historyKey, type Member, membersKey, readHistory, type Shared } from "./queries";
import { Used } from "./used";

const SetEnd = later(async () => (await import("@/components/sharing/set-end")).SetEnd);
const UnshareLive = later(async () => (await import("@/components/sharing/unshare-live")).UnshareLive);

const isPast = (at: string) => Date.parse(at) <= Date.now();

type Thing = UsedWay["things"][number];

/** Each share with what it lets them do where it decides; below them what comes by several, or through a team. */
export function Ways({
  view: { member, ways },
  onEdit,
}: {
  view: MemberView;
  /** Null where the shares are not theirs alone. */
  onEdit: ((share: PlaceChoice) => void) | null;
}) {
  const wayOf = (share: Shared) => ways.find((way) => way.shareIds.length === 1 && way.shareIds[0] === share.id);
  const own = member.shares.map(wayOf);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {member.shares.map((share) => (
        <li key={share.id} id={placeKey(share)} className="py-3">
          <ShareLine share={share} way={wayOf(share)} member={member} onEdit={onEdit} />
          <Given way={wayOf(share)} member={member} share={share} />
        </li>
      ))}
      {ways
        .filter((way) => !own.includes(way))
        .map((way) => (
          <li key={way.shareIds.join()} className="py-3">
            <Several way={way} />
            <SinceAndUsed way={way} member={member} ids={way.shareIds} />
            <Given way={way} member={member} />
          </li>
        ))}
    </ul>
  );
}

/** What is shared, in which roles, and what can be done about it. */
function ShareLine({
  share,
  way,
  member,
  onEdit,
}: {
  share: Shared;
  way: UsedWay | undefined;
  member: Member;
  onEdit: ((share: PlaceChoice) => void) | null;
}) {
  const t = useTranslations("members");
  const { nameOf } = useResourceWords();
  const tell = useTell();
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const again = useAct(setResource, { stale: [membersKey] });
  const no = useNo();
  const thing = nameOf(share);
  const { collaborationId } = member;
  const [asks, setAsks] = useState(false);
  const ending: Ending = { kind: "share", id: share.id, name: thing, ends: share.ends };
  const undo = () =>
    again.run(
      {
        collaborationId,
        resourceType: share.type,
        resourceId: share.resourceId,
        roleIds: share.roles.map((role) => String(role.id)),
        ...(share.ends && !isPast(share.ends) ? { until: share.ends } : {}),
        ...of,
      },
      { onError: (error) => tell(t("nothingChanged"), no(error)?.message) },
    );
  const unshare = useAct(deleteResources, {
    stale: [membersKey],
    done: () => tell(t("unshared", { thing }), t("unsharedSays"), { undo }),
  });
  const taken = { collaborationId, ids: [share.id] };
  const [asked, ask] = useState<Preview | null>(null);
  const [asking, setAsking] = useState(false);
  const take = async () => {
    const tried = await tryFirst([{ verb: "deleteResources", input: taken }]).catch(() => null);
    // Where it cannot be weighed, taking it away says why.
    if (!tried?.ok || tried.value.cut.n === 0) return unshare.run(taken);
    ask(tried.value);
    setAsking(true);
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1 text-table">
            <span className="font-medium">
              <Resource item={share} />
            </span>
            {share.roles.map((role) => (
              <Tag key={role.id}>{role.name}</Tag>
            ))}
            {share.ends && <End at={share.ends} />}
          </div>
          <SinceAndUsed way={way} member={member} ids={[share.id]} />
        </div>
        {onEdit && (
          <div className={`flex flex-wrap gap-1 ${endsSoon(share.ends) ? "" : "max-sm:-ms-3"}`}>
            {endsSoon(share.ends) && <Extend of={{ ...ending, ends: share.ends }} stale={[membersKey]} />}
            <Button look="quiet" onClick={() => setAsks(true)} aria-label={t("endOf", { name: thing })}>
              {t("setEnd")}
            </Button>
            <SetEnd open={asks} onClose={() => setAsks(false)} of={ending} stale={[membersKey]} />
            <Button look="quiet" onClick={() => onEdit(share)} aria-label={t("changeRolesOn", { thing })}>
              {t("changeRoles")}
            </Button>
            <Refusable
              look="quiet"
              refused={onlyOwner}
              why={whyNot("users.collaboration.DeleteResources")}
              pending={unshare.pending}
              onClick={() => void take()}
              aria-label={t("unshareThing", { thing })}
            >
              {t("unshare")}
            </Refusable>
          </div>
        )}
      </div>
      <UnshareLive
        open={asking}
        name={calledAs(member)}
        thing={nameOf(share, true)}
        told={asked ?? undefined}
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) void unshare.run(taken);
        }}
      />
      {unshare.no && <Problem why={unshare.no.why}>{unshare.no.message}</Problem>}
    </>
  );
}

/** What several shares decide together, or a team. */
function Several({ way }: { way: UsedWay }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { inShort } = useResourceWords();
  const [only, ...others] = way.things;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1 text-table">
      <span className="font-medium">
        {only && others.length === 0 ? <Resource item={only} /> : inShort(way.things, 3)}
      </span>
      {way.roles.map((role) => (
        <Tag key={role.id}>{role.name}</Tag>
      ))}
      <span className="text-muted">
        {way.team ? t("throughTeam", { team: way.team }) : t("throughSeveral", { n: way.shareIds.length })}
      </span>
      {way.ends && <End at={way.ends} />}
      {way.team && way.shareIds.length > 1 && <span className="sr-only">{format.number(way.shareIds.length)}</span>}
    </div>
  );
}

/** Since when it is shared, and when anything of it was used last. */
function SinceAndUsed({ way, member, ids }: { way: UsedWay | undefined; member: Member; ids: readonly number[] }) {
  const t = useTranslations("members");
  const of = useOf();
  // With the history, which is read as well: it says when each share came to be.
  const { data } = useRead(historyKey(member.id), () => readHistory(member.id, of));
  const since = data?.since.flatMap(({ shareId, at }) => (ids.includes(shareId) ? at : [])).sort()[0];
  const isTheirs = member.state !== "PENDING" && member.state !== "EXPIRED" && member.state !== "REJECTED";
  return (
    <p className="flex min-h-5 flex-wrap gap-x-4 text-table text-muted">
      {since && <span>{t.rich("sharedSince", { day: () => <Day at={since} /> })}</span>}
      {way && isTheirs && <Used on={way.lastUsed} since={since ?? member.since} />}
    </p>
  );
}

/** Where a way decides, and what it gives there, with the chain of each method on demand. */
function Given({ way, member, share }: { way: UsedWay | undefined; member: Member; share?: Shared }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  if (!way) {
    const hasEnded = Boolean(share?.ends && isPast(share.ends));
    return <p className="text-table text-muted">{t(hasEnded ? "givesNothingMore" : "givesNothing")}</p>;
  }
  const isItself = (thing: Thing) => share !== undefined && placeKey(thing) === placeKey(share);
  const inside = way.things.filter((thing) => !isItself(thing));
  const names = inside.slice(0, MOST).map((thing) => nameOf(thing, true));
  const more = inside.length - names.length + way.more;
  return (
    <>
      {share && inside.length > 0 && (
        <p className="text-table text-muted">
          {t("reaches", { things: format.list(names, { type: "unit" }), more: Math.max(0, more) })}
        </p>
      )}
      <Fold
        line={
          <span>
            {t("methodsHere", { n: way.methods.length })}
            {way.denied.length > 0 && <span className="text-deny"> {t("deniedHere", { n: way.denied.length })}</span>}
          </span>
        }
      >
        <MethodsOfWay way={way} member={member} />
      </Fold>
    </>
  );
}

const MOST = 6;
