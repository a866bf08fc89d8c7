"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { NowInGroup, NowOnEnvironment, OnEnvironment } from "@/components/drawings/on-environment";
import { useRead } from "@/components/reading";
import { closeInAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Deeds } from "@/components/ui/deeds";
import { Panel } from "@/components/ui/dialog";
import { Link2, Plus } from "@/components/ui/icons";
import { Pager } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import { noPart, usePart } from "@/components/ui/list/use-part";
import { Section } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Failed, Skeleton } from "@/components/ui/states";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { AccessLine } from "./access-line";
import { AskForms } from "./ask-forms";
import { type Ask, ask } from "./asks";
import { PlaceFacts } from "./place-facts";
import { PlaceMenu } from "./place-menu";
import { ACCESSES, accessKey, readPlace, type Thing } from "./queries";
import { useCopyLink } from "./use-copy-link";
import { useSharing } from "./use-may";

type Props = { open: boolean; thing: Thing | null; asked: Ask | null };

/** One thing: what it is, who has access to it through what, and sharing it from here. */
export function AccessPanel({ open, thing, asked }: Props) {
  const t = useTranslations("environments");
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(thing);
  if (thing && thing !== last) setLast(thing);
  const shown = thing ?? last;
  if (!shown) return null;
  return <Opened key={`${shown.type}:${shown.id}`} open={open} thing={shown} asked={asked} what={t("whatAccess")} />;
}

function Opened({ open, thing, asked, what }: { open: boolean; thing: Thing; asked: Ask | null; what: string }) {
  const t = useTranslations("environments");
  const { nameOf, begun, kindOf } = useResourceWords();
  const part = usePart(ACCESSES);
  const copyLink = useCopyLink();
  const actions = useRef<HTMLDivElement>(null);
  const of = useOf();
  const sharing = useSharing(thing);
  const query = { ...thing, search: part.search, start: part.start, of };
  const read = useRead(accessKey(query), () => readPlace(query), { keep: true });
  const { data } = read;
  const no = (read.error as { no?: { code: string; message: string } } | null)?.no;
  const isOne = thing.type === "ENV" && thing.id !== "*";
  const isGone = no?.code === "not-found";
  const place = data?.place ?? { type: thing.type, resourceId: thing.id, name: "" };
  const name = data || thing.type !== "ENV" || thing.id === "*" ? nameOf(place) : "";
  return (
    <Panel
      open={open}
      onClose={() => closeInAddress("thing", noPart)}
      title={isGone ? t("goneTitle") : name || what}
      says={isGone ? t("goneSays") : kindOf(place)}
      wide
    >
      {!data && !read.error && <Skeleton what={what} rows={3} />}
      {read.error && !isGone && <Failed what={what} reason={no?.message} onRetry={() => void read.refetch()} />}
      {data && !isGone && (
        <>
          <div ref={actions} className="mb-4">
            <Deeds menu={<PlaceMenu panel={actions} thing={thing} label={t("actionsFor", { name })} />}>
              <Refusable look="primary" refused={sharing.refused} why={sharing.why} onClick={() => ask("share", thing)}>
                <Plus size={16} aria-hidden className="flex-none" />
                <span className="truncate">{begun(t("shareThing", { thing: nameOf(place, true) }), place)}</span>
              </Refusable>
              <Button onClick={() => copyLink(thing)}>
                <Link2 size={16} aria-hidden /> {t("copyLink")}
              </Button>
            </Deeds>
          </div>
          <PlaceFacts place={data.place} />
          {isOne && <NowOnEnvironment appid={thing.id} />}
          {thing.type === "ENV_GROUP" && thing.id !== "*" && <NowInGroup path={thing.id} {...of} />}
          <Section
            title={t("whoHasAccessNow", { n: data.now })}
            aside={(data.total > ACCESSES || part.typed) && <SearchField list={part} label={t("findAccess")} />}
          >
            {data.access.length === 0 ? (
              <p className="border-y border-line py-4 text-table text-muted">
                {part.typed ? t("nobodyFound") : t("onlyYouSays")}
              </p>
            ) : (
              <ul className="divide-y divide-line border-y border-line" aria-busy={read.reading}>
                {data.access.map((access) => (
                  <AccessLine key={access.collaborationId} access={access} place={data.place} />
                ))}
              </ul>
            )}
            <Pager list={part} label={name} total={data.total} shown={data.access.length} />
          </Section>
          {isOne && <OnEnvironment appid={thing.id} mayMake={of.ownerUid === undefined} />}
        </>
      )}
      <AskForms open={open && asked !== null} asked={asked} />
    </Panel>
  );
}
