"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Tag } from "@/components/ui/badge";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { Day } from "@/components/words/day";
import { End } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { Person } from "@/components/words/person";
import { calledAs, type Member } from "./queries";
import { Reach } from "./reach";

/** The columns of the list of members; their ids are what the server sorts by. */
export function useColumns(): ColumnOf<Member>[] {
  const t = useTranslations("members");
  return useMemo(
    () => [
      { id: "person", word: t("person"), sort: "up", cell: (member) => <Who member={member} /> },
      {
        id: "state",
        word: t("state"),
        sort: "up",
        phone: true,
        cell: ({ state }) => <MemberState state={state} />,
      },
      {
        id: "roles",
        word: t("roles"),
        sort: "up",
        cell: ({ roles }) => <Roles names={roles.map(({ name }) => name)} />,
      },
      {
        id: "resources",
        word: t("resources"),
        sort: "down",
        phone: true,
        cell: ({ shares }) => <Reach shares={shares} />,
      },
      { id: "ends", word: t("ends"), sort: "up", cell: (member) => <Ends member={member} /> },
      { id: "seen", word: t("seen"), sort: "down", cell: (member) => <Seen member={member} /> },
      {
        id: "changed",
        word: t("changed"),
        sort: "down",
        away: true,
        cell: ({ since }) => (
          <span className="text-muted">
            <Day at={since} />
          </span>
        ),
      },
    ],
    [t],
  );
}

function Who({ member }: { member: Member }) {
  const t = useTranslations("members");
  const known = calledAs(member);
  return (
    <Person name={known === member.email ? "" : known} email={member.email} mark={member.here && <LiveDot />}>
      {member.team && <Tag>{t("inTeam", { team: member.team })}</Tag>}
    </Person>
  );
}

function Roles({ names }: { names: readonly string[] }) {
  const t = useTranslations("members");
  const format = useFormatter();
  if (names.length === 0) return <span className="text-muted">{t("none")}</span>;
  return format.list(names, { type: "unit" });
}

/** When the membership ends; until then, and where it does not, until when an invitation can be answered. */
function Ends({ member: { state, invitedUntil, ends } }: { member: Member }) {
  const t = useTranslations("members");
  if (ends) return <End at={ends} />;
  if (!invitedUntil) return <span className="sr-only">{t("noEnd")}</span>;
  return (
    <span className={state === "EXPIRED" ? "text-deny" : "text-muted"}>
      <Day at={invitedUntil} />
    </span>
  );
}

/** When somebody was last here. */
export function Seen({ member: { here, lastSeen } }: { member: Pick<Member, "here" | "lastSeen"> }) {
  const t = useTranslations("members");
  if (!here && !lastSeen) return <span className="sr-only">{t("neverSeen")}</span>;
  return <span className="text-muted">{here ? t("hereNow") : <Day at={lastSeen!} />}</span>;
}

/** While somebody has a window open. */
function LiveDot() {
  const word = useTranslations("members")("isHere");
  return <span role="img" aria-label={word} title={word} className="ms-2 inline-block size-2 rounded-[50%] bg-allow" />;
}
