import { useFormatter, useTranslations } from "next-intl";
import { PlainRights } from "@/components/words/plain-rights";
import { Resource } from "@/components/words/resource";
import type { Thing } from "@/lib/actions/pages";

/** What exactly an invitation gives, before it is answered (S-28). */
export function Offers({ offers }: { offers: readonly Thing[] }) {
  const t = useTranslations("invitations");
  const format = useFormatter();
  if (offers.length === 0) return <p className="text-muted">{t("noOffers")}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {offers.map((offer) => (
        <li key={offer.id} className="grid gap-x-6 gap-y-1 py-3 text-table sm:grid-cols-[2fr_3fr]">
          <div>
            <Resource item={offer} />
            <p className="ps-6 text-muted">
              {t("asRoles", { roles: format.list(offer.roles.map(({ name }) => name)) })}
            </p>
          </div>
          <div className="max-sm:ps-6">
            <PlainRights sees={offer.sees} changes={offer.changes} />
          </div>
        </li>
      ))}
    </ul>
  );
}
