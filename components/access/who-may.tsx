"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Link, useHref } from "@/components/ui/link";
import { Pager } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import type { usePart } from "@/components/ui/list/use-part";
import { Section } from "@/components/ui/page";
import { Day, momentOf } from "@/components/words/day";
import { Initials } from "@/components/words/person";
import { useResourceWords } from "@/components/words/resource";
import { type Answered, type Asked, type Holder, methodOf, readAllHolders, SHOWN, thingOf } from "./queries";
import { SaveCsv } from "./save-csv";
import { useThingWords } from "./thing";

/** The list of the answer: what is sought in it, and its page. */
export type Part = ReturnType<typeof usePart>;

type Props = { asked: Asked; thing: string; part: Part; found: Extract<Answered, { kind: "who" }> };

/** Who may call a method on a thing, and by which ways. */
export function WhoMay({ asked, thing, part, found }: Props) {
  const t = useTranslations("access");
  const ui = useTranslations("ui");
  const method = methodOf(asked);
  const wayOf = useWays();
  const { nameOf } = useThingWords();
  const isAnywhere = thingOf(asked) === null;
  const title = isAnywhere ? t("whoAnywhere", { method }) : t("who", { method, thing });
  const isMany = found.total > SHOWN || part.typed !== "";
  const rowsOf = async () => {
    const people = await readAllHolders(asked);
    const { owner } = found;
    if (!isAnywhere) {
      const lines = people.flatMap((one) => [
        ...one.ways.map((way) => [one.email, one.name, wayOf(way), instant(way.until)]),
        ...(one.listed ? [[one.email, one.name, t("wayList", { called: one.listed }), instant(one.listedUntil)]] : []),
      ]);
      return [["email", "name", "via", "until"], [owner.email, owner.name, t("wayOwner"), ""], ...lines];
    }
    const lines = people.map(({ email, name, reach }) => {
      const { total, things } = reach!;
      return [email, name, String(total), things.map((one) => nameOf(one)).join("; ")];
    });
    return [["email", "name", "things", "on"], [owner.email, owner.name, "", t("wayOwner")], ...lines];
  };
  return (
    <Section
      title={title}
      aside={
        <span className="flex flex-wrap gap-2">
          {isMany && <SearchField list={part} label={ui("search", { what: t("people") })} />}
          <SaveCsv name="who-may.csv" rowsOf={rowsOf} />
        </span>
      }
    >
      <p className="pb-2 text-table max-sm:pt-2">
        {t(isAnywhere ? "ownerMayAnywhere" : "ownerMay", { name: found.owner.name })}
      </p>
      {found.people.length === 0 ? (
        <p className="text-table text-muted">{part.typed ? ui("nothingMatches") : t("nobodyMay")}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.people.map((one) => (
            <HolderLine key={one.email} one={one} asked={asked} method={method} />
          ))}
        </ul>
      )}
      <Pager list={part} label={title} total={found.total} shown={found.people.length} />
      {found.waiting > 0 && <p className="pt-2 text-table text-muted">{t("waiting", { n: found.waiting })}</p>}
    </Section>
  );
}

/** A moment as files keep it. */
const instant = (at: string | null): string => (at ? momentOf(at).toISOString() : "");

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

/** On how many things, which leads to all of them, and on which first. */
function On({ of: { memberId, reach }, method }: { of: Holder; method: string }) {
  const t = useTranslations("access");
  const { inShort } = useThingWords();
  const { total, things } = reach!;
  const search = new URLSearchParams({ member: String(memberId), method });
  return (
    <p className="break-words text-muted">
      {t.rich("callsOn", {
        n: total,
        things: inShort(things, total),
        all: (text) =>
          memberId ? (
            <Link
              href={`/access?${search}`}
              className="inline-block min-h-6 leading-6 text-accent underline underline-offset-2"
            >
              {text}
            </Link>
          ) : (
            text
          ),
      })}
    </p>
  );
}

function HolderLine({ one, asked, method }: { one: Holder; asked: Asked; method: string }) {
  const t = useTranslations("access");
  const hrefOf = useHref();
  const wayOf = useWays();
  const { thing, model, diagram } = asked;
  const isOnThing = !one.reach && (one.memberId !== null || one.listed !== null);
  const search = new URLSearchParams({
    ...(one.memberId ? { member: String(one.memberId) } : { listed: one.email }),
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
            <Link
              href={`/members/${one.memberId}`}
              className="inline-block min-h-6 leading-6 font-medium hover:underline"
            >
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
        {one.reach && <On of={one} method={method} />}
        {one.listed && (
          <p className="text-muted">
            {t("wayList", { called: one.listed })}
            {one.listedUntil && <> · {t.rich("wayUntil", { day: () => <Day at={one.listedUntil!} /> })}</>}
          </p>
        )}
      </div>
      {isOnThing && (
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
