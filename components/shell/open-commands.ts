export const openEvent = "confer-open";

/** Opens the palette or the sheet from a button. */
export const openCommands = (which: "palette" | "sheet"): void =>
  void window.dispatchEvent(new CustomEvent(openEvent, { detail: which }));
