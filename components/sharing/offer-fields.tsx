"use client";

import { useTranslations } from "next-intl";
import { CheckTree, type Node } from "@/components/ui/check-tree";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { useResourceWords } from "@/components/words/resource";
import { isWide } from "./queries";
import { RolePicker } from "./role-picker";

/** Some things in some roles; `things` by `placeKey`. */
export type Offer = { things: ReadonlySet<string>; roles: ReadonlySet<number> };
export const noOffer: Offer = { things: new Set(), roles: new Set() };

/** What is shared and in which roles: every thing chosen in all roles chosen. In a `Form` its two fields go by `names`. */
export function OfferFields({
  places,
  roles,
  offer,
  onChange,
  names = { things: "things", roles: "roles" },
}: {
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
  offer: Offer;
  onChange(offer: Offer): void;
  names?: { things: string; roles: string };
}) {
  const t = useTranslations("sharing");
  const { nameOf } = useResourceWords();
  const leaf = (place: PlaceChoice): Node => ({ id: placeKey(place), word: nameOf(place) });
  const part = (id: string, word: string, some: readonly PlaceChoice[]): Node[] =>
    some.length > 0 ? [{ id, word, children: some.map(leaf) }] : [];
  const nodes = [
    ...places.filter(isWide).map(leaf),
    ...part(
      "groups",
      t("groups"),
      places.filter((one) => one.type === "ENV_GROUP" && !isWide(one)),
    ),
    ...part(
      "environments",
      t("environments"),
      places.filter((one) => one.type === "ENV" && !isWide(one)),
    ),
  ];
  return (
    <div className="flex flex-col gap-4">
      <CheckTree
        label={t("things")}
        nodes={nodes}
        chosen={offer.things}
        onChange={(things) => onChange({ ...offer, things })}
        name={names.things}
      />
      <RolePicker
        roles={roles.filter((role) => role.type === "VAP")}
        chosen={offer.roles}
        onChange={(chosen) => onChange({ ...offer, roles: chosen })}
        name={names.roles}
      />
    </div>
  );
}
