"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField } from "@/components/ui/field";
import { Ban, Check } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { placeKey } from "@/components/words/choices";
import { byService, shortName } from "@/components/words/methods";
import { useResourceWords } from "@/components/words/resource";
import { useServiceWords } from "@/components/words/services";
import type { UsedWay } from "@/lib/actions/pages";
import type { Member } from "./queries";
import { Used } from "./used";

const Why = later(async () => (await import("./why")).Why);

/** What is allowed and what is denied, by service; each line opens to why, on the thing chosen above. */
export function MethodsOfWay({ way, member }: { way: UsedWay; member: Member }) {
  const t = useTranslations("members");
  const { nameOf, kindOf } = useResourceWords();
  const wordOf = useServiceWords();
  const [place, setPlace] = useState(placeKey(way.things[0]!));
  const thing = way.things.find((one) => placeKey(one) === place) ?? way.things[0]!;
  const denied = new Set(way.denied);
  return (
    <div className="flex flex-col gap-3 ps-6 pb-2">
      {way.things.length > 1 && (
        <div className="flex max-w-72 flex-col gap-1">
          <SelectField label={t("whyOn")} value={place} onChange={(event) => setPlace(event.target.value)}>
            {way.things.map((one) => (
              <option key={placeKey(one)} value={placeKey(one)}>
                {t("thingOfKind", { thing: nameOf(one), kind: kindOf(one) })}
              </option>
            ))}
          </SelectField>
          {member.state === "ACTIVE" && (
            <p className="text-table text-muted">
              <Used on={way.lastUsedOn[way.things.indexOf(thing)] ?? null} since={member.since} />
            </p>
          )}
        </div>
      )}
      {byService([...way.methods, ...way.denied]).map(([service, names]) => (
        <section key={service} aria-label={wordOf(service)}>
          <h3 className="mb-1 text-label font-medium">
            {wordOf(service)} <span className="font-mono font-normal break-all text-muted">{service}</span>
          </h3>
          <ul className="grid gap-x-6 lg:grid-cols-2">
            {names.sort().map((name) => (
              <Method key={name} name={name} isDenied={denied.has(name)} thing={thing} member={member} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Method({
  name,
  isDenied,
  thing,
  member,
}: {
  name: string;
  isDenied: boolean;
  thing: UsedWay["things"][number];
  member: Member;
}) {
  const t = useTranslations("members");
  const [open, setOpen] = useState(false);
  const Icon = isDenied ? Ban : Check;
  return (
    <li className={open ? "lg:col-span-2" : ""}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-7 list-none items-center gap-2 rounded-md text-table hover:bg-sunken max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
          <Icon size={14} aria-hidden className={`flex-none ${isDenied ? "text-deny" : "text-allow"}`} />
          <span className="font-mono text-label break-all">{shortName(name)}</span>
          {isDenied ? (
            <span className="text-label text-deny">{t("denied")}</span>
          ) : (
            <span className="sr-only">{t("allowed")}</span>
          )}
        </summary>
        <Why open={open} id={member.id} name={member.name || member.email} thing={thing} method={name} />
      </details>
    </li>
  );
}
