"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { openInAddress, useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Download, FileUp, UserPlus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import type { FilterOf } from "@/components/ui/list/filter-chip";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { menuLater } from "@/components/ui/menu";
import { Empty, PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { memberStates, type ShownState } from "@/components/words/member-state";
import { useResourceWords } from "@/components/words/resource";
import { type Asked, filterOf, PAGE_SIZE } from "./asked";
import { useColumns } from "./columns";
import { InviteHere } from "./invite";
import { LabelHere } from "./label-here";
import { calledAs, type Member, memberPageKey, readMemberPage } from "./queries";

const ImportPanel = later(async () => (await import("./import/import-panel")).ImportPanel);
const ManyMembers = later(async () => (await import("./many-members")).ManyMembers);
const MemberMenu = menuLater(async () => (await import("./member-menu")).MemberMenu);

type Props = { places: PlaceChoice[]; roles: RoleChoice[] };

/** The people I work with, and those I invited. */
export function MemberList({ places, roles }: Props) {
  const t = useTranslations("members");
  const address = useAddress();
  const list = useList({ sort: "person", filters: ["state", "role", "resource"], size: PAGE_SIZE });
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const asked: Asked = { search: list.search, filters: list.filters, sort: list.sort, start: list.start, of };
  const query = useRead(memberPageKey(asked), () => readMemberPage(asked), { keep: true });
  const { rows = [], total = 0, counts } = query.data ?? {};
  const columns = useColumns();
  const filters = useFilters({ places, roles }, counts);
  const openInvite = () => openInAddress("invite", "new");
  useCommands([{ id: "invite", word: t("invite"), keys: "c", icon: UserPlus, run: openInvite }]);
  const invite = (
    <Button look="primary" onClick={openInvite}>
      <UserPlus size={16} aria-hidden /> {t("invite")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} says={t("says")}>
        <Refusable
          refused={onlyOwner}
          why={whyNot("users.collaboration.AddResources")}
          onClick={() => openInAddress("import", "table")}
        >
          <FileUp size={16} aria-hidden /> {t("import")}
        </Refusable>
        {invite}
      </PageHead>
      <ListFrame<Member>
        list={list}
        id="members"
        label={t("title")}
        what={t("what")}
        of={query}
        rows={rows}
        total={total}
        keyOf={keyOf}
        nameOf={calledAs}
        columns={columns}
        leadsTo={leadsTo}
        filters={filters}
        menu={(member) => <MemberMenu member={member} label={t("actionsFor", { name: calledAs(member) })} />}
        bulk={(chosen) => <ManyMembers {...chosen} places={places} roles={roles} />}
        aside={<Export asked={asked} />}
        empty={
          <Empty title={t("emptyTitle")} action={invite}>
            {t("emptySays")}
          </Empty>
        }
      />
      <InviteHere places={places} roles={roles} />
      <LabelHere members={rows} />
      <ImportPanel open={address.get("import") !== null} onClose={() => address.close("import")} />
    </>
  );
}

const keyOf = (member: Member) => String(member.id);
const leadsTo = (member: Member) => `/members/${member.id}`;

function useFilters({ places, roles }: Props, counts: Record<ShownState, number> | undefined): FilterOf[] {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const { nameOf } = useResourceWords();
  return [
    {
      id: "state",
      word: t("state"),
      values: (["ACTIVE", "PENDING", "EXPIRED", "SUSPENDED", "ENDED", "REJECTED", "LEFT"] as const).map((state) => ({
        value: state,
        label: words(memberStates[state].word),
        icon: memberStates[state].icon,
        ...(counts ? { count: counts[state] } : {}),
      })),
    },
    {
      id: "role",
      word: t("role"),
      one: true,
      values: roles.map(({ id, name }) => ({ value: String(id), label: name })),
    },
    {
      id: "resource",
      word: t("resource"),
      one: true,
      values: places.map((place) => ({ value: placeKey(place), label: nameOf(place) })),
    },
  ];
}

/** Everybody the filter leaves, as a table for spreadsheets. */
function Export({ asked }: { asked: Asked }) {
  const t = useTranslations("members");
  const tell = useTell();
  const [pending, setPending] = useState(false);
  const take = async () => {
    setPending(true);
    try {
      const { takeTable } = await import("./export");
      await takeTable(filterOf(asked), t, tell);
    } catch {
      tell(t("exportFailed"));
    }
    setPending(false);
  };
  return (
    <Button look="quiet" pending={pending} onClick={() => void take()}>
      <Download size={16} aria-hidden /> {t("export")}
    </Button>
  );
}
