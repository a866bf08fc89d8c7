"use client";

const id = "announcer";

/**
 * Where results are told to those who listen. It stands in the frame of every page before anything is said; said to be live in so
 * many words, a dialog does not hide it.
 */
export function Announcer() {
  return <p id={id} role="status" aria-live="polite" className="sr-only" />;
}

/** Says a result, such as how many rows a filter left. The same words twice are said twice. */
export function announce(text: string): void {
  const region = document.getElementById(id);
  if (region) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
