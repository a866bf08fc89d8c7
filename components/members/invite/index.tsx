"use client";

import { useAddress } from "@/components/ui/address";
import { later } from "@/components/ui/later";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";

const InvitePanel = later(async () => (await import("./invite-panel")).InvitePanel);

/** The invitation that the address opens: `?invite=new`, or `?invite=like-12` with the access of member 12. */
export function InviteHere({ places, roles }: { places: readonly PlaceChoice[]; roles: readonly RoleChoice[] }) {
  const address = useAddress();
  const asked = address.get("invite");
  const like = /^like-(\d{1,15})$/.exec(asked ?? "")?.[1];
  return (
    <InvitePanel
      open={asked !== null}
      onClose={() => address.close("invite")}
      like={like === undefined ? null : Number(like)}
      places={places}
      roles={roles}
    />
  );
}
