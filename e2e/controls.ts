import type { Locator } from "@playwright/test";

const CONTROLS =
  "a[href], button, input, select, textarea, summary, [role^=menuitem], [role=switch], [role=tab], [role=option], [contenteditable=true]";

/**
 * Everything that can be used in there, a line each: its role, its name, where it leads, whether it can be used now, and what is said
 * of it, such as why not. What stands in a section of one of these titles is left out.
 */
export const controlsIn = (within: Locator, without: readonly string[] = []): Promise<string[]> =>
  within.evaluate(
    (root, { controls, without }) => {
      const textOf = (ids: string | null) =>
        (ids ?? "")
          .split(/\s+/)
          .map((id) => (id && document.getElementById(id)?.textContent) || "")
          .join(" ");
      const titled = [...document.querySelectorAll("section")].filter((one) =>
        without.includes(one.querySelector("h2")?.textContent.trim() ?? ""),
      );
      const isLeftOut = (one: Element) =>
        titled.some((section) => section.contains(one)) || one.closest("[aria-label='Viewing as']") !== null;
      return [...root.querySelectorAll(controls)]
        .filter((one) => one.checkVisibility() && !isLeftOut(one))
        .map((one) => {
          const labels = [...((one as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join(" ");
          const name =
            one.getAttribute("aria-label") ??
            (textOf(one.getAttribute("aria-labelledby")).trim() || labels || one.textContent);
          const off = one.matches(":disabled, [aria-disabled=true]") ? "disabled" : "enabled";
          const said = textOf(one.getAttribute("aria-describedby"));
          const parts = [one.getAttribute("role") ?? one.tagName, name, one.getAttribute("href"), off, said];
          return parts.map((part) => (part ?? "").replace(/\s+/g, " ").trim()).join(" | ");
        })
        .sort();
    },
    { controls: CONTROLS, without },
  );

/**
 * Presses what is disabled, which says why. Not before it stands still with nothing in front of it: where a menu is closing, a press
 * that is not held back reaches what is behind.
 */
export async function pressDisabled(item: Locator): Promise<void> {
  await item.hover({ timeout: 2_000 });
  await item.click({ force: true });
}
