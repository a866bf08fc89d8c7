"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { arrange } from "@/components/ui/list/arrange";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Empty, PageHead } from "@/components/ui/page";
import { Initials } from "@/components/words/person";
import { ask, askIn } from "./asks";
import { peopleIn, readTeams, type TeamRow, teamsKey } from "./queries";

const TeamPanel = later(async () => (await import("./team-panel")).TeamPanel);
const TeamForms = later(async () => (await import("./team-forms")).TeamForms);

const keyOf = ({ id }: TeamRow) => String(id);
const nameOf = ({ name }: TeamRow) => name;

/** My teams: who is in each, and how much is shared with it. */
export function TeamList() {
  const t = useTranslations("teams");
  const address = useAddress();
  const read = useRead(teamsKey, readTeams);
  const list = useList({ sort: "name", filters: ["has"], size: 50 });
  const columns = useColumns();
  const open = Number(address.get("team") ?? 0);
  const asked = askIn(address.get("ask"));
  useCommands([{ id: "team", word: t("make"), keys: "c", icon: Plus, run: () => ask("make") }]);
  const { search, filters, sort, start, size } = list;
  const { rows, total } = useMemo(
    () =>
      arrange(
        read.data ?? [],
        { search, filters, sort, start, size },
        {
          text: ({ name, first, roles }) => [name, ...first, ...roles].join(" "),
          filters: { has },
          sorts: {
            name: nameOf,
            people: (team) => peopleIn(team, "ACTIVE", "PENDING", "SUSPENDED"),
            shares: ({ shares }) => shares,
          },
        },
      ),
    [read.data, search, filters, sort, start, size],
  );
  const make = (
    <Button look="primary" onClick={() => ask("make")}>
      <Plus size={16} aria-hidden /> {t("make")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="teams">
        {make}
      </PageHead>
      <ListFrame
        list={list}
        id="teams"
        label={t("title")}
        what={t("what")}
        of={read}
        rows={rows}
        total={total}
        keyOf={keyOf}
        nameOf={nameOf}
        columns={columns}
        leadsTo={({ id }) => ["team", String(id)]}
        filters={[
          {
            id: "has",
            word: t("filterHas"),
            values: [
              { value: "waiting", label: t("hasWaiting") },
              { value: "nobody", label: t("hasNobody") },
              { value: "nothing", label: t("hasNothing") },
            ],
          },
        ]}
        menu={({ id, name }) => (
          <Menu label={t("actionsFor", { name })}>
            <MenuItem onSelect={() => ask("invite", id)}>{t("invite")}</MenuItem>
            <MenuItem onSelect={() => ask("share", id)}>{t("share")}</MenuItem>
            <MenuItem onSelect={() => ask("rename", id)}>{t("rename")}</MenuItem>
            <MenuItem danger onSelect={() => ask("remove", id)}>
              {t("delete")}
            </MenuItem>
          </Menu>
        )}
        empty={
          <Empty title={t("emptyTitle")} action={make}>
            {t("emptySays")}
          </Empty>
        }
      />
      <TeamPanel open={open > 0} id={open} asked={asked} />
      <TeamForms open={asked !== null && open === 0} asked={asked} />
    </>
  );
}

/** What a team can be looked for by. */
function has(team: TeamRow): string[] {
  return [
    ...(team.people.PENDING > 0 ? ["waiting"] : []),
    ...(peopleIn(team, "ACTIVE", "PENDING") === 0 ? ["nobody"] : []),
    ...(team.shares === 0 ? ["nothing"] : []),
  ];
}

function useColumns(): ColumnOf<TeamRow>[] {
  const t = useTranslations("teams");
  const words = useTranslations("words");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "name",
        word: t("columnName"),
        sort: "up",
        cell: ({ name }) => (
          <span className="flex items-center gap-3">
            <Initials name={name} team />
            <span className="min-w-0 font-medium break-words group-hover:underline">{name}</span>
          </span>
        ),
      },
      {
        id: "people",
        word: t("columnPeople"),
        sort: "down",
        phone: true,
        cell: (team) => {
          const { ACTIVE, PENDING } = team.people;
          if (ACTIVE + PENDING === 0) return <span className="text-muted">{t("nobodyYet")}</span>;
          const more = ACTIVE + PENDING - team.first.length;
          return (
            <span>
              {t("peopleCount", { active: ACTIVE, pending: PENDING })}
              <span className="block text-label text-muted max-sm:hidden">
                {more > 0
                  ? t("namesMore", { names: format.list(team.first, { type: "unit" }), n: more })
                  : format.list(team.first, { type: "conjunction" })}
              </span>
            </span>
          );
        },
      },
      {
        id: "shares",
        word: t("columnShares"),
        sort: "down",
        phone: true,
        cell: ({ shares }) =>
          shares > 0 ? words("sharedThings", { n: shares }) : <span className="text-muted">{t("nothingYet")}</span>,
      },
      {
        id: "roles",
        word: t("columnRoles"),
        cell: ({ roles }) => <span className="break-words text-muted">{format.list(roles, { type: "unit" })}</span>,
      },
    ],
    [t, words, format],
  );
}
