/**
 * Where a name is broken into lines. Reckoned, not measured, so that a server, a worker and every browser break it in the same places;
 * the widths are those of the house's face, rounded up.
 */
const NARROW = /[iljtfrI.,:;'"|!()[\] ]/;
const WIDE = /[mwMW@%—]/;
const CAPITAL = /[A-ZÄÖÜ0-9]/;
// From the first of the wide scripts of East Asia on.
const FULL = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|[\ud83c-\ud83e]/;

const widthOfLetter = (letter: string): number => {
  if (NARROW.test(letter)) return 0.32;
  if (WIDE.test(letter)) return 0.88;
  if (FULL.test(letter)) return 1.05;
  return CAPITAL.test(letter) ? 0.68 : 0.57;
};

/** In the unit of `size`. */
export const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, letter) => sum + widthOfLetter(letter), 0) * size;

/** The lines of a text, none wider than `width`; what does not fit into `most` lines ends in an ellipsis. */
export function linesOf(text: string, width: number, size: number, most: number): string[] {
  const lines = text.split("\n").flatMap((part) => brokenAt(part, width, size));
  if (lines.length <= most) return lines;
  const last = Array.from(lines[most - 1] ?? "");
  while (last.length > 0 && widthOf(`${last.join("")}…`, size) > width) last.pop();
  return [...lines.slice(0, Math.max(0, most - 1)), `${last.join("").trimEnd()}…`];
}

function brokenAt(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    // A word that is wider than a whole line is cut where it must be.
    for (const letter of word) {
      if (line && widthOf(line + letter, size) > width) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line ? [...lines, line] : lines;
}
