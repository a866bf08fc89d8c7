"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Extend } from "@/components/sharing/extend";
import { firstEnd } from "@/components/sharing/first-end";
import { openInAddress } from "@/components/ui/address";
import { Problem } from "@/components/ui/field";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { Refusable } from "@/components/ui/refusable";
import { Why } from "@/components/ui/why";
import { useOf, useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { End, endsSoon } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { Initials } from "@/components/words/person";
import { useResourceWords } from "@/components/words/resource";
import { keyOf } from "./asks";
import { type Access, type PlaceShown, staleByShares } from "./queries";
import { RoleChange } from "./role-change";
import { useSharing } from "./use-may";
import { useShares } from "./use-shares";

const UnshareLive = later(async () => (await import("@/components/sharing/unshare-live")).UnshareLive);

/** What whoever reaches a thing may do at the least. */
export const SEES = "environment.control.GetEnvInfo";

type Place = Pick<PlaceShown, "type" | "resourceId" | "name">;

/** One that reaches the thing: in which roles, through what; and taking that away or changing it, where it is given here. */
export function AccessLine({ access, place }: { access: Access; place: Place }) {
  const t = useTranslations("environments");
  const format = useFormatter();
  const [changing, setChanging] = useState(false);
  const { unshare, asking, answer, pending, problem, why } = useShares(place);
  const { nameOf } = useResourceWords();
  const { name, own, left, way, people, memberId } = access;
  const isTeam = memberId === null;
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const words = useTranslations("words");
  const end = firstEnd(access);
  const sharing = useSharing({ type: place.type, id: place.resourceId });
  const ownMembership = access.self ? words("ownMembership") : undefined;
  return (
    <li className="flex flex-wrap items-start gap-x-3 py-2.5 text-table">
      <Initials name={name} team={isTeam} />
      <div className="min-w-0 flex-1 basis-56 pt-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={isTeam ? `/teams?team=${access.collaborationId}` : `/members/${memberId}`}
            className="font-medium break-words hover:underline"
          >
            {name}
          </Link>
          {isTeam && <span className="text-muted">{t("teamOf", { n: people.active })}</span>}
          {!access.now && <MemberState state={access.state} />}
        </p>
        <p className="mt-0.5 break-words">
          {format.list(
            way.roles.map((role) => role.name),
            { type: "unit" },
          )}
          <span className="text-muted">
            {" · "}
            <Through way={way} place={place} />
          </span>
          {end && (
            <>
              {" "}
              <End at={end} />
            </>
          )}
        </p>
        {left && (
          <p className="mt-0.5 text-label text-muted">
            {t("otherwise", {
              roles: format.list(
                left.roles.map((role) => role.name),
                { type: "unit" },
              ),
            })}{" "}
            <Through way={left} place={place} />
          </p>
        )}
        {problem && <Problem why={why}>{problem}</Problem>}
        <UnshareLive
          open={asking !== null}
          name={name}
          thing={nameOf(place, true)}
          told={asking?.told}
          onAnswer={answer}
        />
        {changing && own && (
          <RoleChange access={access} place={place} roleIds={own.roleIds} onDone={() => setChanging(false)} />
        )}
      </div>
      {memberId !== null && !changing && (
        <Why
          question={{ memberId, resourceType: place.type, resourceId: place.resourceId, serviceMethod: SEES, ...of }}
          label={words("whyOf", { name })}
        />
      )}
      {own && !changing && (
        <div className="-me-3 flex flex-wrap gap-1 max-sm:basis-full max-sm:ps-8">
          {endsSoon(own.ends) && !access.self && (
            <Extend of={{ kind: "share", id: own.shareId, name, ends: own.ends }} stale={staleByShares} />
          )}
          <Refusable
            look="quiet"
            refused={ownMembership ?? sharing.refused}
            why={ownMembership ? undefined : sharing.why}
            onClick={() => setChanging(true)}
            aria-label={t("changeRolesOf", { name })}
          >
            {t("changeRoles")}
          </Refusable>
          <Refusable
            look="quiet"
            refused={onlyOwner}
            why={whyNot("users.collaboration.DeleteResources")}
            pending={pending}
            onClick={() => unshare(access)}
            aria-label={t("unshareWith", { name })}
          >
            {t("unshare")}
          </Refusable>
        </div>
      )}
    </li>
  );
}

/** Through what: the thing itself, groups that lead to their panels, or everything of its kind. */
function Through({ way, place }: { way: Access["way"]; place: Place }) {
  const t = useTranslations("environments");
  const { nameOf } = useResourceWords();
  const others = way.via.filter((via) => via.type !== place.type || via.resourceId !== place.resourceId);
  if (others.length === 0) return t("sharedDirectly");
  return (
    <>
      {t("through")}{" "}
      {others.map((via, index) => (
        <span key={via.shareId}>
          {index > 0 && ", "}
          <button
            type="button"
            className="rounded-md text-accent underline-offset-2 hover:underline"
            onClick={() => openInAddress("thing", keyOf({ type: via.type, id: via.resourceId }))}
          >
            {nameOf(via)}
          </button>
        </span>
      ))}
    </>
  );
}
