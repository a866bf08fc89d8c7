"use client";

import { useTranslations } from "next-intl";
import { noOffer, type Offer, OfferFields } from "@/components/sharing/offer-fields";
import { Button } from "@/components/ui/button";
import { Plus, X } from "@/components/ui/icons";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";

/** What they get: any number of things in roles, each part with roles of its own. */
export function Offers({
  offers,
  onChange,
  places,
  roles,
  asked,
}: {
  offers: readonly Offer[];
  onChange(offers: Offer[]): void;
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
  /** Whether it was tried already, so that what is missing is said. */
  asked: boolean;
}) {
  const t = useTranslations("members");
  const set = (index: number, offer: Offer) => onChange(offers.map((one, at) => (at === index ? offer : one)));
  return (
    <section aria-label={t("theyGet")} className="flex flex-col gap-3">
      {offers.map((offer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name and keep their order
        <div key={index} className="border-t border-line pt-3">
          <div className="mb-1 flex items-center justify-between gap-2">
            <h3 className="text-body font-semibold">{index === 0 ? t("theyGet") : t("theyGetToo")}</h3>
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
            errors={{
              ...(asked && offer.things.size === 0 ? { things: t("chooseThings") } : {}),
              ...(asked && offer.roles.size === 0 ? { roles: t("chooseRoles") } : {}),
            }}
          />
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...offers, noOffer])}>
          <Plus size={16} aria-hidden /> {offers.length === 0 ? t("shareAtOnce") : t("shareMore")}
        </Button>
      </div>
    </section>
  );
}
