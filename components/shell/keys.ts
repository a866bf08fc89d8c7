import type { Command } from "../ui/commands";

/** Milliseconds between the keys of one shortcut. */
const PAUSE = 1_000;

/** Whether what has the focus takes letters, or something is open that has keys of its own. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typing = target.closest(
    "input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable],[role=combobox]",
  );
  return (
    typing !== null ||
    // A toast is a dialog by its role, and takes no keys before somebody goes there.
    document.querySelector(":is([role=dialog],[role=alertdialog]):not([data-toast]),[role=menu],[role=listbox]") !==
      null
  );
}

/**
 * Hears the keys of commands, first those of `early`. ⌘ K and Ctrl K always open the palette, and `typeAhead` takes the letters typed
 * until it stands there; single keys only while `single` says so, and never while somebody types. Answers how to stop.
 */
export function listen({
  commands,
  single,
  palette,
  typeAhead,
  early,
}: {
  commands(): readonly Command[];
  single(): boolean;
  palette(): void;
  typeAhead(letter: string): boolean;
  early: readonly KeyboardEvent[];
}): () => void {
  let pressed: string[] = [];
  let since = 0;
  const onKey = (event: KeyboardEvent) => {
    if ((event.defaultPrevented && !early.includes(event)) || event.isComposing) return;
    if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      return palette();
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.key.length !== 1) return;
    if (typeAhead(event.key)) return event.preventDefault();
    if (event.repeat) return;
    if (!single() || isTaken(event.target)) return;
    pressed = event.timeStamp - since < PAUSE ? [...pressed, event.key] : [event.key];
    since = event.timeStamp;
    const all = commands().filter(({ keys }) => keys !== undefined);
    // What was begun may be given up by beginning another.
    for (const said of [pressed.join(" "), event.key]) {
      const found = all.find(({ keys }) => keys === said);
      if (found) {
        event.preventDefault();
        pressed = [];
        return found.run();
      }
      if (all.some(({ keys }) => keys!.startsWith(`${said} `))) return;
    }
    pressed = [];
  };
  early.forEach(onKey);
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}
