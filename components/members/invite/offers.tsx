"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { noOffer, type Offer, OfferFields } from "@/components/sharing/offer-fields";
import { Button } from "@/components/ui/button";
import { Plus, X } from "@/components/ui/icons";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";

/** What the fields of one part are called in the form. */
export const partNames = (index: number) => ({ things: `things-${index}`, roles: `roles-${index}` });

/** What they get: any number of things in roles, each part with roles of its own. */
export function Offers({
  offers,
  onChange,
  places,
  roles,
}: {
  offers: readonly Offer[];
  onChange(offers: Offer[]): void;
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
}) {
  const t = useTranslations("members");
  const list = useRef<HTMLElement>(null);
  const add = () => {
    flushSync(() => onChange([...offers, noOffer]));
    list.current?.querySelector<HTMLElement>("[data-part]:last-of-type h3")?.focus();
  };
  const set = (index: number, offer: Offer) => onChange(offers.map((one, at) => (at === index ? offer : one)));
  return (
    <section ref={list} aria-label={t("theyGet")} className="flex flex-col gap-3">
      {offers.map((offer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name and keep their order
        <div key={index} data-part="" className="border-t border-line pt-3">
          <div className="mb-1 flex items-center justify-between gap-2">
            <h3 tabIndex={-1} className="text-body font-semibold outline-none">
              {index === 0 ? t("theyGet") : t("theyGetToo")}
            </h3>
            <Button
              look="quiet"
              className="w-8 px-0! max-sm:w-10"
              aria-label={t("dropPart", { n: index + 1 })}
              onClick={() => onChange(offers.filter((_, at) => at !== index))}
            >
              <X size={16} aria-hidden />
            </Button>
          </div>
          <OfferFields
            places={places}
            roles={roles}
            offer={offer}
            onChange={(next) => set(index, next)}
            names={partNames(index)}
          />
        </div>
      ))}
      <div>
        <Button onClick={add}>
          <Plus size={16} aria-hidden /> {offers.length === 0 ? t("shareAtOnce") : t("shareMore")}
        </Button>
      </div>
    </section>
  );
}
