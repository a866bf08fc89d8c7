"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRead } from "@/components/reading";
import { openInAddress, useAddress } from "@/components/ui/address";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Download, FileUp, UserPlus } from "@/components/ui/icons";

import { later } from "@/components/ui/later";
import type { FilterOf } from "@/components/ui/list/filter-chip";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import type { Verdict } from "@/components/ui/list/verdict";
import { Empty, PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { memberStates, type ShownState } from "@/components/words/member-state";
import { useResourceWords } from "@/components/words/resource";
import { getMemberCsv } from "@/lib/actions/pages";
import { type Asked, filterOf, PAGE_SIZE } from "./asked";
import { useBulk } from "./bulk";
import { useColumns } from "./columns";
import { download } from "./download";
import { InviteHere } from "./invite";

import { MemberMenu } from "./member-menu";
import { calledAs, type Member, memberPageKey, readMemberPage } from "./queries";

const ImportPanel = later(async () => (await import("./import/import-panel")).ImportPanel);
const ShareMany = later(async () => (await import("./share-many")).ShareMany);
const RemoveMany = later(async () => (await import("./remove-many")).RemoveMany);

type Props = { places: PlaceChoice[]; roles: RoleChoice[] };
type Question = { what: "share" | "remove"; keys: string[] };

/** The people I work with, and those I invited. */
export function MemberList({ places, roles }: Props) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const address = useAddress();
  const list = useList({ sort: "person", filters: ["state", "role", "resource"], size: PAGE_SIZE });
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const asked: Asked = { search: list.search, filters: list.filters, sort: list.sort, start: list.start, of };
  const query = useRead(memberPageKey(asked), () => readMemberPage(asked), { keep: true });
  const { rows = [], total = 0, counts } = query.data ?? {};
  const columns = useColumns();
  const filters = useFilters({ places, roles }, counts);
  const [question, setQuestion] = useState<Question | null>(null);
  const bulk = useBulk(setQuestion);
  const byKey = useMemo(() => new Map(rows.map((row) => [keyOf(row), row])), [rows]);
  const keys = question?.keys ?? [];
  const close = () => setQuestion(null);
  const judged = (verdicts: ReadonlyMap<string, Verdict>) => {
    const refused = keys.filter((key) => !verdicts.get(key)?.ok);
    close();
    list.judge(verdicts);
    list.choose(refused);
    announce(ui("verdicts", { done: keys.length - refused.length, refused: refused.length }));
  };
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
        <Refusable refused={onlyOwner} onClick={() => openInAddress("import", "table")}>
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
        menu={(member) => <MemberMenu member={member} />}
        bulk={bulk}
        aside={<Export asked={asked} />}
        empty={
          <Empty title={t("emptyTitle")} action={invite}>
            {t("emptySays")}
          </Empty>
        }
      />
      <InviteHere places={places} roles={roles} />
      <ImportPanel open={address.get("import") !== null} onClose={() => address.close("import")} />
      <ShareMany
        open={question?.what === "share"}
        onClose={close}
        keys={keys}
        rows={byKey}
        places={places}
        roles={roles}
        onDone={judged}
      />
      <RemoveMany open={question?.what === "remove"} onClose={close} keys={keys} rows={byKey} onDone={judged} />
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
      values: (["ACTIVE", "PENDING", "EXPIRED", "SUSPENDED", "REJECTED", "LEFT"] as const).map((state) => ({
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
    const answer = await getMemberCsv(filterOf(asked)).catch(() => null);
    setPending(false);
    if (!answer?.ok) return tell(t("exportFailed"), answer?.message);
    download("members.csv", "text/csv;charset=utf-8", answer.value.csv);
    announce(t("exported", { n: answer.value.rows }));
  };
  return (
    <Button look="quiet" pending={pending} onClick={() => void take()}>
      <Download size={16} aria-hidden /> {t("export")}
    </Button>
  );
}
