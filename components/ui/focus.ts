import { type RefObject, useEffect, useRef } from "react";

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

/** Gives the focus that went with something a place again: the first of these that is there, else an open panel, else the title. */
export function findFocus(...heirs: (Element | null | undefined)[]): void {
  if (document.activeElement !== document.body) return;
  const panel = [...document.querySelectorAll("[data-closes]")].at(-1);
  const next = heirs.find((one) => one?.isConnected) ?? panel ?? document.querySelector("h1");
  // Behind something that is open, nothing takes the focus.
  if (!next?.closest("[aria-hidden=true], [inert]")) (next as HTMLElement | null)?.focus();
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

/** The form whose first refused field gets the focus with each refusal, so that what is wrong with it is heard. */
export function useRefused(no: object | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (no) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [no]);
  return form;
}
