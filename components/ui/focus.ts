/** Focuses what this finds as soon as it is there; gives up after about half a second. */
export function focusWhenThere(selector: string, frames = 30): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) found.focus();
    else if (frames > 0) focusWhenThere(selector, frames - 1);
  });
}

/** Whoever opens a form wants to type; on a phone its keyboard would hide the half of it. */
export function firstField(within: HTMLElement | null): HTMLElement | null | undefined {
  if (window.matchMedia("(pointer: coarse)").matches) return null;
  return within?.querySelector<HTMLElement>(
    "form :is(textarea, select, input:not([type=hidden], [type=radio], [type=checkbox]))",
  );
}

/** A form that comes into its panel later than the panel is typed into at once as well, while nobody has gone elsewhere in it. */
export function startTyping(form: HTMLFormElement): void {
  const panel = form.closest<HTMLElement>("[role=dialog]");
  const { activeElement } = document;
  if (
    panel &&
    (activeElement === document.body || activeElement === panel || activeElement?.matches("[data-closes]"))
  ) {
    firstField(panel)?.focus();
  }
}

/** What comes after the chosen line of a list, or before it where it is the last, gets the focus once that line has gone. */
export function followChosen(): () => void {
  const line = document.querySelector("a[aria-current=true]")?.closest("li");
  const next = (line?.nextElementSibling ?? line?.previousElementSibling)?.querySelector("a");
  const follow = (frames: number) =>
    requestAnimationFrame(() => {
      // The question that took the line away hands the focus back as it goes, to what is there no more.
      const isAsking = document.querySelector("[role=alertdialog]") !== null;
      if (isAsking && frames > 0) follow(frames - 1);
      else setTimeout(() => (next?.isConnected ? next : document.querySelector<HTMLElement>("h1"))?.focus(), 50);
    });
  return () => follow(60);
}
