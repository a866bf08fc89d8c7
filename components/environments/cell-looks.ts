import { useTranslations } from "next-intl";
import { useMemo } from "react";

/**
 * Letters for roles, each its own: the first ones of its words, or of its one word as many as it takes to tell it from the others.
 * Keyed by the role's name.
 */
export function lettersOf(roles: Iterable<string>): Map<string, string> {
  const letters = new Map<string, string>();
  const taken = new Set<string>();
  for (const role of [...new Set(roles)].sort()) {
    const words = role.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const initials = words.map((word) => [...word][0]!.toUpperCase()).join("");
    const whole = [...(words.join("") || role)];
    const shorts = Array.from({ length: whole.length - 1 }, (_, n) => whole.slice(0, n + 2).join(""));
    const tries = [...(words.length > 1 ? [initials.slice(0, 3)] : []), ...shorts, role];
    const found = tries.find((one) => !taken.has(one.toLowerCase())) ?? role;
    taken.add(found.toLowerCase());
    letters.set(role, found);
  }
  return letters;
}

/** The stronger, the fuller: one colour in three steps, so that no eye has to tell hues apart, and lines where no colour is left. */
export const strengthLook = {
  looks: "bg-raised text-allow",
  changes: "bg-allow/20 text-ink forced-colors:border-3",
  deletes:
    "bg-allow text-on-accent font-semibold border-current! forced-colors:forced-color-adjust-none forced-colors:bg-[CanvasText] forced-colors:text-[Canvas]",
} as const;

/** How near: a whole border for the thing itself, a broken one for a group around it, dots for everything, two lines for its own list. */
export const levelLook = {
  direct: "border-solid",
  group: "border-dashed",
  base: "border-dotted",
  list: "border-double border-4",
} as const;

/** What filling and border say, and the roles on a threat model, in words. */
export function useLookWords() {
  const t = useTranslations("environments");
  return useMemo(
    () => ({
      role: { owner: t("modelOwner"), writer: t("modelWriter"), reader: t("modelReader") },
      strength: { looks: t("strengthLooks"), changes: t("strengthChanges"), deletes: t("strengthDeletes") },
      level: { direct: t("kindDirect"), group: t("kindGroup"), base: t("kindBase"), list: t("kindList") },
    }),
    [t],
  );
}
