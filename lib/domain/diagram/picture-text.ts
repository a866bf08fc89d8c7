/** Texts of a picture. Nothing measures them where pictures are made, so their width is judged by their letters. */
export const TEXT = 13;
export const LINE_HEIGHT = 17;

const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;
const NARROW = /[iljtfrI.,:;'|!() ]/;

export const widthOf = (text: string): number =>
  [...text].reduce((all, letter) => all + TEXT * (WIDE.test(letter) ? 1 : NARROW.test(letter) ? 0.33 : 0.58), 0);

/** A text in at most `most` rows of this width; what does not fit ends in an ellipsis. */
export function wrapped(text: string, width: number, most: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = row ? `${row} ${word}` : word;
    if (row && widthOf(longer) > width) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  if (row) rows.push(row);
  const left = rows.slice(0, most);
  if (rows.length > most) left[most - 1] = `${left[most - 1]}…`;
  return left.map((one) => cut(one, width));
}

function cut(row: string, width: number): string {
  if (widthOf(row) <= width) return row;
  const letters = [...row.replace(/…$/, "")];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}
