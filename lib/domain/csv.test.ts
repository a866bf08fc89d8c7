import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell, plain, toCsv } from "./csv";

const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: "\r\n" });

describe("a table for spreadsheets", () => {
  it.each([
    "=1+1",
    '=HYPERLINK("https://evil.example","here")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "a;=1+1",
    'x";=1+1',
    "a\t@SUM(1)",
    "a; =1+1",
  ])("%j is text, with whatever separator it is opened", (attack) => {
    const [[first, second]] = read(toCsv([[attack, "next"]])) as [[string, string]];
    expect(second).toBe("next");
    for (const part of first.split(/[;\t]/)) expect(part.trimStart()).not.toMatch(/^[=+\-@\r\n＝＋－＠]/);
    expect(first).not.toMatch(/^[\t\r\n]/);
    expect(plain(first)).toBe(attack);
  });

  it("begins with the mark of UTF-8 and ends its lines with CRLF", () => {
    expect(toCsv([["Zoë", "a"], ["b"]])).toBe("\ufeffZoë,a\r\nb\r\n");
  });

  it("quotes what would break out of its cell, and leaves the rest as it is", () => {
    expect(cell('say "hi", twice')).toBe('"say ""hi"", twice"');
    expect(cell("two\r\nlines")).toBe('"two\r\nlines"');
    for (const text of ["", "Ann", "a@example.com", "O'Neil", "a-b", "1=1"]) expect(cell(text)).toBe(text);
  });

  it("any text comes back as it was, in its own cell, and no cell begins a formula", () => {
    const nasty = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n;,\"'| aé＝") });
    const safe = nasty.filter((text) => plain(text) === text);
    fc.assert(
      fc.property(fc.array(fc.array(safe, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const shown = read(toCsv(rows.map((row) => ["x", ...row])));
        expect(shown.map((row) => row.slice(1).map(plain))).toEqual(rows);
        for (const text of shown.flat()) expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
