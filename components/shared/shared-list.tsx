"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ModelLine, modelsKey, ofOthers, readModels } from "@/components/drawings/queries";
import { TilesOf } from "@/components/drawings/tiles-of";
import { useRead } from "@/components/reading";
import { AskAccess } from "@/components/requests/ask-access";
import { useAddress } from "@/components/ui/address";
import { Tag } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { CirclePause, UserCog } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { useOwners } from "@/components/words/acting";
import { Day, Moment } from "@/components/words/day";
import { End } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { PlainRights } from "@/components/words/plain-rights";
import { Resource } from "@/components/words/resource";
import type { SharedThing, SharedWithMe } from "@/lib/actions/pages";
import { isOver } from "@/lib/domain/ends";
import { CollaborationMenu } from "./collaboration-menu";
import { calledBy, readShared, sharedKey } from "./queries";

const NOTHING: SharedWithMe[] = [];

const ThingPanel = later(async () => (await import("./thing-panel")).ThingPanel);

/** What others share with me, by owner, and what I may do there. `linked`: what a link led to. */
export function SharedList({ linked }: { linked: SharedThing | null }) {
  const t = useTranslations("shared");
  const drawings = useTranslations("drawings");
  const shared = useRead(sharedKey, readShared);
  const address = useAddress();
  const models = useRead(modelsKey(ofOthers), () => readModels(ofOthers)).data?.models ?? [];
  const data = shared.data ?? NOTHING;
  const shownWith = (one: SharedWithMe) =>
    one.state === "ACTIVE" ? models.filter(({ owner }) => owner.email === one.email) : [];
  const alone = groupedByOwner(models.filter((model) => !data.some((one) => shownWith(one).includes(model))));
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="shared" />
      <Shown
        of={shared}
        what={t("what")}
        isEmpty={data.length + alone.length === 0}
        empty={
          <Empty
            title={t("emptyTitle")}
            action={
              <Link href="/invitations" className={buttonClass()}>
                {t("toInvitations")}
              </Link>
            }
          >
            {t("emptySays")}
          </Empty>
        }
      >
        {data.map((one) => (
          <OfOwner
            key={one.id}
            of={one}
            mayAsk={!data.some(({ ownerUid, state }) => ownerUid === one.ownerUid && state === "ACTIVE")}
            models={
              data.find(({ email, state }) => email === one.email && state === "ACTIVE") === one ? shownWith(one) : []
            }
          />
        ))}
        {alone.map(([owner, theirs]) => (
          <Section key={owner.uid} title={owner.name || owner.email}>
            <p className="mb-3 text-table text-muted">
              <bdi>{owner.email}</bdi> · {drawings("byName")}
            </p>
            <TilesOf label={drawings("ofOwner", { owner: owner.name || owner.email })} models={theirs} />
          </Section>
        ))}
      </Shown>
      {linked && <ThingPanel of={linked} open={address.get("thing") !== null} />}
    </>
  );
}

/** Owners without whom one works, each with the threat models they opened by name. */
function groupedByOwner(models: readonly ModelLine[]): [ModelLine["owner"], ModelLine[]][] {
  const byOwner = new Map<number, [ModelLine["owner"], ModelLine[]]>();
  for (const model of models) {
    const known = byOwner.get(model.owner.uid);
    if (known) known[1].push(model);
    else byOwner.set(model.owner.uid, [model.owner, [model]]);
  }
  return [...byOwner.values()];
}

/** What comes with anything shared: asked for on the account, it is the membership itself. */
const LEAST = "environment.control.GetEnvInfo";

/** `mayAsk`: to be let in again, where they are with that owner in no other way. */
function OfOwner({ of, mayAsk, models }: { of: SharedWithMe; mayAsk: boolean; models: readonly ModelLine[] }) {
  const t = useTranslations("shared");
  const drawings = useTranslations("drawings");
  const format = useFormatter();
  const { owner, ownerUid, email, things, state, team, since, ends } = of;
  const over = state === "SUSPENDED" && ends !== null && isOver(Date.parse(ends), Date.now());
  const called = calledBy(of);
  const acts = useOwners().find((one) => one.email === email);
  const day = () => <Day at={since} />;
  return (
    <Section
      title={
        <>
          {called} {team && <Tag>{t("team")}</Tag>}
        </>
      }
      aside={
        <span className="flex items-center gap-1">
          {acts && (
            <Link href={`/members?of=${acts.uid}`} className={buttonClass()}>
              <UserCog size={16} aria-hidden /> {t("workThere")}
            </Link>
          )}
          <CollaborationMenu of={of} />
        </span>
      }
    >
      <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-table text-muted">
        <span>
          {called !== owner && `${owner} · `}
          <bdi>{email}</bdi>
        </span>
        <MemberState state={over ? "ENDED" : state} />
        <span>{t.rich("since", { day })}</span>
        {ends && <End at={ends} />}
      </p>
      {state === "SUSPENDED" ? (
        <div className="flex items-start gap-2 border-y border-line py-4">
          <CirclePause size={16} aria-hidden className="mt-0.5 flex-none text-deny" />
          <p>
            {over
              ? t.rich("ended", { owner, day: () => <Moment at={ends.slice(0, 19)} /> })
              : t.rich("suspended", { owner, day })}{" "}
            {t.rich("askThem", {
              email: () => (
                <a href={`mailto:${email}`} className="text-accent underline">
                  {email}
                </a>
              ),
            })}
          </p>
        </div>
      ) : things.length === 0 ? (
        <p className="border-y border-line py-4 text-muted">{t("nothingYet")}</p>
      ) : (
        <Table label={t("by", { called })}>
          <Head>
            <Column>{t("thing")}</Column>
            <Column wide>{t("role")}</Column>
            <Column wide>{t("mayDo")}</Column>
          </Head>
          <tbody>
            {things.map((thing) => {
              const roles = format.list(thing.roles.map((role) => role.name));
              const rights = <PlainRights sees={thing.sees} changes={thing.changes} />;
              return (
                <Row key={thing.id}>
                  <Cell heads className="text-start sm:w-1/3">
                    <Resource item={thing} />
                    {thing.ends && (
                      <div className="ps-6">
                        <End at={thing.ends} />
                      </div>
                    )}
                    <div className="mt-1 ps-6 sm:hidden">
                      <p className="text-muted">{roles}</p>
                      {rights}
                    </div>
                  </Cell>
                  <Cell wide className="sm:w-1/6">
                    {roles}
                  </Cell>
                  <Cell wide>{rights}</Cell>
                </Row>
              );
            })}
          </tbody>
        </Table>
      )}
      {/* Here in every state: whoever asked reads that they are let in. */}
      <AskAccess
        className="mt-3"
        lack={
          state === "SUSPENDED" && mayAsk
            ? { serviceMethod: LEAST, ownerUid, resourceType: "ACCOUNT", resourceId: String(ownerUid) }
            : null
        }
      />
      {models.some(({ diagrams }) => diagrams.length > 0) && (
        <div className="mt-5">
          <TilesOf label={drawings("ofOwner", { owner: called })} models={models} />
        </div>
      )}
    </Section>
  );
}
