/**
 * A spreadsheet runs a cell as a formula when it begins with one of these, also with their wide forms; an apostrophe before it
 * makes it text. Where lists are separated by semicolons or tabs, a cell can begin after one of those, whatever the quotes say.
 */
const BEGINS_FORMULA = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t]\s*)(?=[=+\-@＝＋－＠])/g;
const GUARD = /^'(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t]\s*)'(?=[=+\-@＝＋－＠])/g;

/** A text as one cell: harmless in a spreadsheet, quoted where it has to be. */
export function cell(text: string): string {
  const safe = text.replace(BEGINS_FORMULA, "'");
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** What a cell says, without the apostrophes that `cell` put into it. */
export const plain = (text: string): string => text.replace(GUARD, "");

/** Lines of a table, each ended by CRLF (RFC 4180). */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** A table as spreadsheets open it: UTF-8 with its mark. */
export const toCsv = (rows: readonly (readonly string[])[]): string => `\ufeff${csvLines(rows)}`;
