"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Pager } from "@/components/ui/list/pager";
import { Section } from "@/components/ui/page";
import { CATEGORY } from "@/lib/domain/resource";
import { type Answered, type Asked, type Reached, readAllReached, whoIn } from "./queries";
import { SaveCsv } from "./save-csv";
import { namedIn, Thing, useThingWords } from "./thing";
import type { Part } from "./who-may";

type Props = { asked: Asked; person: string; part: Part; found: Extract<Answered, { kind: "reaches" }> };

/** What does not say by itself whose it is. */
const isByName = ({ type, resourceId }: Reached): boolean =>
  resourceId === CATEGORY || (type !== "ENV" && type !== "ACCOUNT" && type !== "MODEL");

/** What somebody reaches, with a method or with any. */
export function Reaches({ asked, person, part, found }: Props) {
  const t = useTranslations("access");
  const { nameOf } = useThingWords();
  const words = useTranslations("words");
  const whose = { who: whoIn(asked), name: person };
  const title = asked.method ? t("reachesWith", { ...whose, method: asked.method }) : t("reaches", whose);
  const rowsOf = async () => {
    const things = await readAllReached(asked);
    const lines = things.map((one) => [
      one.type,
      nameOf(one),
      String(one.methods),
      String(one.changes),
      one.owner?.name ?? "",
    ]);
    return [["type", "name", "methods", "changes", "owner"], ...lines];
  };
  const hrefOf = (one: Reached) => {
    const search = new URLSearchParams(namedIn(one));
    if (one.owner && isByName(one)) search.set("of", String(one.owner.uid));
    for (const name of ["member", "token", "method"] as const) if (asked[name]) search.set(name, asked[name]);
    return `/access?${search}`;
  };
  return (
    <Section title={title} aside={found.things.length > 0 && <SaveCsv name="reaches.csv" rowsOf={rowsOf} />}>
      {found.things.length === 0 ? (
        <p className="text-table text-muted">{t("nothingReached", { ...whose, method: asked.method || "none" })}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.things.map((one) => (
            <li
              key={`${one.owner?.uid} ${one.type}:${one.resourceId}`}
              className="flex flex-wrap justify-between gap-x-4 py-2 text-table"
            >
              <Link href={hrefOf(one)} className="min-w-0 hover:underline">
                <Thing item={one} />
                {one.owner && asked.of.ownerUid === undefined && (
                  <span className="text-muted"> {t("ofOwner", { name: one.owner.name })}</span>
                )}
              </Link>
              <span className="text-muted">{words("methods", { n: one.methods })}</span>
            </li>
          ))}
        </ul>
      )}
      <Pager list={part} label={title} total={found.total} shown={found.things.length} />
    </Section>
  );
}
