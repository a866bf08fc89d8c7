let chosenFrom: HTMLElement | null = null;

/** A menu says from which button it was opened, before what was chosen in it opens something else. */
export function choosingFrom(trigger: HTMLElement | null): void {
  chosenFrom = trigger;
}

/** Whatever opened what opens now, and gets the focus back: what has it, or the button of the menu that is closing. */
export function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  const inMenu = activeElement?.closest("[role=menu]") ?? null;
  return activeElement instanceof HTMLElement && activeElement !== document.body && !inMenu
    ? activeElement
    : chosenFrom;
}
