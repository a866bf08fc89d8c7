import type { Offer } from "@/components/sharing/offer-fields";
import type { Addressed } from "@/lib/domain/addresses";

/** What was begun and not sent, kept in this window: nothing typed is lost on Back, Escape or a new sign-in. */
export type Draft = {
  typed: readonly Addressed[];
  /** What is in the field and no address of the list yet. */
  text: string;
  label: string;
  offers: Offer[];
  /** The last day of their membership; empty for none. */
  until: string;
};

const KEY = "confer-draft-invite";

export function readDraft(): Draft {
  try {
    const {
      typed,
      text = "",
      label,
      offers,
      until = "",
    } = JSON.parse(sessionStorage.getItem(KEY)!) as {
      typed: Addressed[];
      text?: string;
      label: string;
      offers: { things: string[]; roles: number[] }[];
      until?: string;
    };
    const kept = offers.map((one) => ({ things: new Set(one.things), roles: new Set(one.roles) }));
    return { typed, text, label, offers: kept, until };
  } catch {
    return { typed: [], text: "", label: "", offers: [], until: "" };
  }
}

/** Null forgets it. */
export function keepDraft(draft: Draft | null): void {
  if (draft === null || (draft.typed.length === 0 && draft.text === "" && draft.offers.length === 0)) {
    sessionStorage.removeItem(KEY);
    return;
  }
  const offers = draft.offers.map(({ things, roles }) => ({ things: [...things], roles: [...roles] }));
  sessionStorage.setItem(KEY, JSON.stringify({ ...draft, offers }));
}
