import { useFormatter, useTranslations } from "next-intl";
import { Resource } from "@/components/words/resource";
import type { Offer } from "./queries";

/** What exactly an invitation gives, before it is answered (S-28). */
export function Offers({ offers }: { offers: readonly Offer[] }) {
  const t = useTranslations("invitations");
  const format = useFormatter();
  if (offers.length === 0) {
    return <p className="text-muted">{t("noOffers")}</p>;
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {offers.map((offer) => (
        <li key={offer.id} className="flex flex-wrap items-start justify-between gap-x-4 py-2 text-table">
          <Resource item={offer} />
          <span className="text-muted">{t("asRoles", { roles: format.list(offer.roles) })}</span>
        </li>
      ))}
    </ul>
  );
}
