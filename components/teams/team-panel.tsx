"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useRead } from "@/components/reading";
import { closeInAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Deeds } from "@/components/ui/deeds";
import { Panel } from "@/components/ui/dialog";
import { Plus, UserPlus } from "@/components/ui/icons";
import { Pager } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import { noPart, usePart } from "@/components/ui/list/use-part";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Section } from "@/components/ui/page";
import { Failed, Skeleton } from "@/components/ui/states";
import { type Ask, ask } from "./asks";
import { PEOPLE, readTeam, teamKey } from "./queries";
import { TeamForms } from "./team-forms";
import { TeamPersonLine } from "./team-person-line";
import { TeamShareLine } from "./team-share-line";

type Props = { open: boolean; id: number; asked: Ask | null };

/** One team: its people in every state, and what is shared with all of them. */
export function TeamPanel({ open, id, asked }: Props) {
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(id);
  if (id && id !== last) setLast(id);
  const shown = id || last;
  return shown ? <Opened key={shown} open={open} id={shown} asked={asked} /> : null;
}

function Opened({ open, id, asked }: Props) {
  const t = useTranslations("teams");
  const part = usePart(PEOPLE);
  const actions = useRef<HTMLDivElement>(null);
  const query = { id, search: part.search, start: part.start };
  const read = useRead(teamKey(query), () => readTeam(query), { keep: true });
  const { data } = read;
  const no = (read.error as { no?: { code: string; message: string } } | null)?.no;
  const isGone = no?.code === "not-found";
  return (
    <Panel
      open={open}
      onClose={() => closeInAddress("team", noPart)}
      title={isGone ? t("goneTitle") : (data?.name ?? "…")}
      says={isGone ? t("goneSays") : data && t("activeCount", { n: data.active })}
      wide
    >
      {!data && !read.error && <Skeleton what={t("whatOne")} rows={3} />}
      {read.error && !isGone && <Failed what={t("whatOne")} reason={no?.message} onRetry={() => void read.refetch()} />}
      {data && !isGone && (
        <>
          <div ref={actions} className="mb-6">
            <Deeds
              menu={
                <Menu label={t("actionsFor", { name: data.name })} container={actions}>
                  <MenuItem onSelect={() => ask("rename", id)}>{t("rename")}</MenuItem>
                  <MenuItem danger onSelect={() => ask("remove", id)}>
                    {t("delete")}
                  </MenuItem>
                </Menu>
              }
            >
              <Button look="primary" onClick={() => ask("invite", id)}>
                <UserPlus size={16} aria-hidden /> {t("invite")}
              </Button>
              <Button onClick={() => ask("share", id)}>
                <Plus size={16} aria-hidden /> {t("share")}
              </Button>
            </Deeds>
          </div>
          <Section
            title={t("peopleTitle", { n: data.total })}
            aside={(data.total > PEOPLE || part.typed) && <SearchField list={part} label={t("findPeople")} />}
          >
            {data.people.length === 0 ? (
              <p className="border-y border-line py-4 text-table text-muted">
                {t(part.typed ? "nobodyFound" : "nobodySays")}
              </p>
            ) : (
              <ul className="divide-y divide-line border-y border-line">
                {data.people.map((person) => (
                  <TeamPersonLine key={person.memberId} person={person} team={data} />
                ))}
              </ul>
            )}
            <Pager list={part} label={data.name} total={data.total} shown={data.people.length} />
          </Section>
          <Section title={t("sharesTitle", { n: data.shares.length })}>
            {data.shares.length === 0 ? (
              <p className="border-y border-line py-4 text-table text-muted">{t("nothingSays")}</p>
            ) : (
              <ul className="divide-y divide-line border-y border-line">
                {data.shares.map((share) => (
                  <TeamShareLine key={share.shareId} share={share} team={data} />
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
      <TeamForms open={open && asked !== null} asked={asked} />
    </Panel>
  );
}
