/** Letters that no decomposition turns into their plain form. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  ħ: "h",
};

/** A text as a search compares it: without case and accents. */
export function fold(text: string): string {
  // Most names and every address are ASCII.
  if (!/[^\x20-\x7e]/.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}+/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðłþıħ]/g, (letter) => PLAIN[letter]!);
}
