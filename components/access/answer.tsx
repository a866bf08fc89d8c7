"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { AskAccess } from "@/components/requests/ask-access";
import { useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { download } from "@/components/ui/download";
import { CircleX, Download } from "@/components/ui/icons";
import { Link, useHref } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Day } from "@/components/words/day";
import { Explanation } from "@/components/words/explanation";
import { Methods } from "@/components/words/methods";
import { Initials } from "@/components/words/person";
import { Resource, useResourceWords } from "@/components/words/resource";
import { toCsv } from "@/lib/domain/csv";
import { type Answered, type Asked, type Holder, methodOf, type Reached } from "./queries";

type Of<K extends Answered["kind"]> = Extract<Answered, { kind: K }>;
type Props = { asked: Asked; person: string; thing: string; onChange(): void };

const whoIn = ({ member }: Asked): "me" | "other" => (member === "me" ? "me" : "other");

export function Answer({ answered, ...about }: Props & { answered: Answered }) {
  const t = useTranslations("access");
  const { person, thing } = about;
  switch (answered.kind) {
    case "nothing":
      return null;
    case "refused":
      return (
        <p className="flex items-center gap-2 border-y border-line py-4 text-body text-deny">
          <CircleX size={20} aria-hidden className="flex-none" /> {answered.why}
        </p>
      );
    case "why":
      return (
        <>
          <GoBack allowed={answered.explained.allowed} />
          <Explanation
            of={answered.explained}
            onChange={about.onChange}
            ask={<AskAccess lack={answered.explained.lack} className="ms-7 mt-3 self-start" />}
          />
        </>
      );
    case "may":
      return (
        <Section title={t("whatMay", { who: whoIn(about.asked), name: person, thing })}>
          {answered.methods.length === 0 ? (
            <p className="text-table text-muted">{t("whatMayNone", { who: whoIn(about.asked), name: person })}</p>
          ) : (
            <Methods names={answered.methods} />
          )}
        </Section>
      );
    case "who":
      return <WhoMay {...about} found={answered} />;
    case "reaches":
      return <Reaches {...about} found={answered} />;
  }
}

/** Whoever was sent here from a page they might not see goes on there as soon as they may. */
function GoBack({ allowed }: { allowed: boolean }) {
  const back = useAddress().get("back");
  const router = useRouter();
  const began = useRef(allowed);
  useEffect(() => {
    // Only to a page of this house, and not to one that refused for another reason.
    if (allowed && !began.current && back && /^\/[^/\\]/.test(back)) router.replace(back);
  }, [allowed, back, router]);
  return null;
}

function WhoMay({ asked, thing, found }: Props & { found: Of<"who"> }) {
  const t = useTranslations("access");
  const method = methodOf(asked);
  const wayOf = useWays();
  const rows = found.people.map((one) => [one.email, one.name, one.ways.map(wayOf).join("; ")]);
  return (
    <Section
      title={t("who", { method, thing })}
      aside={
        found.people.length > 0 && (
          <Button onClick={() => download("who-may.csv", "text/csv", toCsv([["email", "name", "via"], ...rows]))}>
            <Download size={16} aria-hidden /> {t("csv")}
          </Button>
        )
      }
    >
      <p className="pb-2 text-table">{t("ownerMay", { name: found.owner.name })}</p>
      {found.people.length === 0 ? (
        <p className="text-table text-muted">{t("nobodyMay")}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.people.map((one) => (
            <HolderLine key={one.email} one={one} asked={asked} method={method} />
          ))}
        </ul>
      )}
      {found.waiting > 0 && <p className="pt-2 text-table text-muted">{t("waiting", { n: found.waiting })}</p>}
    </Section>
  );
}

/** "Developer, through Shop". */
function useWays() {
  const t = useTranslations("access");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  return ({ level, team, roles, via }: Holder["ways"][number]): string =>
    format.list(
      [
        ...roles.map((role) => role.name),
        ...(team ? [t("wayTeam", { team })] : []),
        level === "direct"
          ? t("wayDirect")
          : t("wayThrough", {
              things: format.list(
                via.map((one) => nameOf(one, true)),
                { type: "unit" },
              ),
            }),
      ],
      { type: "unit" },
    );
}

function HolderLine({ one, asked, method }: { one: Holder; asked: Asked; method: string }) {
  const t = useTranslations("access");
  const hrefOf = useHref();
  const wayOf = useWays();
  const { thing, model, diagram } = asked;
  const search = new URLSearchParams({
    ...(one.memberId ? { member: String(one.memberId) } : {}),
    method,
    ...(thing ? { thing } : {}),
    ...(model ? { model } : {}),
    ...(diagram ? { diagram } : {}),
  });
  return (
    <li className="flex flex-wrap items-start gap-x-3 py-2.5 text-table">
      <Initials name={one.name} />
      <div className="min-w-0 flex-1 basis-56 pt-0.5">
        <p className="break-words">
          {one.memberId ? (
            <Link href={`/members/${one.memberId}`} className="font-medium hover:underline">
              {one.name}
            </Link>
          ) : (
            <span className="font-medium">{one.name}</span>
          )}
        </p>
        {one.ways.map((way) => (
          <p key={wayOf(way)} className="break-words text-muted">
            {wayOf(way)}
            {way.until && <> · {t.rich("wayUntil", { day: () => <Day at={way.until!} /> })}</>}
          </p>
        ))}
        {one.listed && (
          <p className="text-muted">
            {t("wayList", { called: one.listed })}
            {one.listedUntil && <> · {t.rich("wayUntil", { day: () => <Day at={one.listedUntil!} /> })}</>}
          </p>
        )}
      </div>
      {one.memberId && (
        <Link
          href={hrefOf(`/access?${search}`)}
          aria-label={t("whyFor", { name: one.name })}
          className="inline-flex min-h-8 items-center text-accent underline-offset-2 hover:underline max-sm:min-h-11"
        >
          {t("why")}
        </Link>
      )}
    </li>
  );
}

function Reaches({ asked, person, found }: Props & { found: Of<"reaches"> }) {
  const t = useTranslations("access");
  const { nameOf } = useResourceWords();
  const words = useTranslations("words");
  const whose = { who: whoIn(asked), name: person };
  const csv = () => found.things.map((one) => [one.type, nameOf(one), String(one.methods), String(one.changes)]);
  const hrefOf = (one: Reached) => {
    const search = new URLSearchParams({ thing: `${one.type}:${one.resourceId}` });
    for (const name of ["member", "token", "method"] as const) if (asked[name]) search.set(name, asked[name]);
    return `/access?${search}`;
  };
  return (
    <Section
      title={asked.method ? t("reachesWith", { ...whose, method: asked.method }) : t("reaches", whose)}
      aside={
        found.things.length > 0 && (
          <Button
            onClick={() =>
              download("reaches.csv", "text/csv", toCsv([["type", "name", "methods", "changes"], ...csv()]))
            }
          >
            <Download size={16} aria-hidden /> {t("csv")}
          </Button>
        )
      }
    >
      {found.things.length === 0 ? (
        <p className="text-table text-muted">{t("nothingReached", whose)}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.things.map((one) => (
            <li
              key={`${one.type}:${one.resourceId}`}
              className="flex flex-wrap justify-between gap-x-4 py-2 text-table"
            >
              <Link href={hrefOf(one)} className="min-w-0 hover:underline">
                <Resource item={one} />
              </Link>
              <span className="text-muted">{words("methods", { n: one.methods })}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
