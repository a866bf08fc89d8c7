import { expect, it } from "vitest";
import { canonicalOf, readAddresses } from "./addresses";

const read = (text: string) => readAddresses(text).map(({ name, address }) => [name, address]);

it("16: reads a pasted list with names, commas and semicolons", () => {
  expect(read("Ann <a@x.example>, b@y.example; c@z.example")).toEqual([
    ["Ann", "a@x.example"],
    ["", "b@y.example"],
    ["", "c@z.example"],
  ]);
  expect(read('"Oduya, Olga" <o@x.example>\n<b@y.example>')).toEqual([
    ["Oduya, Olga", "o@x.example"],
    ["", "b@y.example"],
  ]);
});

it("16: reads a table, whichever side the name is on, and leaves its head out", () => {
  expect(read("email,name\na@x.example,Ann Arbor\nBen;b@y.example\nc@z.example\tCleo")).toEqual([
    ["Ann Arbor", "a@x.example"],
    ["Ben", "b@y.example"],
    ["Cleo", "c@z.example"],
  ]);
});

it("16: what is no address is handed on, so that it can be marked", () => {
  expect(read("ann, b@y.example; ; nobody at all")).toEqual([["ann nobody at all", "b@y.example"]]);
  expect(read("ann\nb@y.example,\n@")).toEqual([
    ["", "ann"],
    ["", "b@y.example"],
    ["", "@"],
  ]);
  expect(read("")).toEqual([]);
});

it("16: two spellings of one address are the same", () => {
  expect(canonicalOf("Ann@X.example")).toBe(canonicalOf("ann@x.example"));
  expect(canonicalOf("ann")).toBeNull();
});

const ends = (text: string) =>
  readAddresses(text).map(({ name, address, end }) => [name, address, ...(end ? [end.day ?? `? ${end.said}`] : [])]);

it("33: a day beside an address is the last one of that person, however it is written", () => {
  const day = "2026-12-31";
  expect(
    ends(
      [
        "ann@x.example 2026-12-31",
        "ann@x.example until 2026-12-31",
        "ann@x.example (bis 31.12.2026)",
        "ann@x.example حتى ٢٠٢٦-١٢-٣١",
        "ann@x.example, 2026/12/31",
        "ann@x.example\t31. Dezember 2026",
        "ann@x.example – 31 Dec 2026",
        "ann@x.example ٣١ ديسمبر ٢٠٢٦",
        "ann@x.example bis zum 31.12.2026",
      ].join("\n"),
    ),
  ).toEqual(Array(9).fill(["", "ann@x.example", day]));
  expect(ends("Ann <ann@x.example> 2026-12-31, b@y.example; c@z.example 1.2.2027")).toEqual([
    ["Ann", "ann@x.example", day],
    ["", "b@y.example"],
    ["", "c@z.example", "2027-02-01"],
  ]);
  expect(ends("a@x.example, 2026-12-31, b@y.example, 2027-01-31")).toEqual([
    ["", "a@x.example", day],
    ["", "b@y.example", "2027-01-31"],
  ]);
});

it("33: it is one cell of a table, and a name with a number in it is none", () => {
  expect(ends("email;name;until\na@x.example;Ann Arbor;2026-12-31\nb@y.example;Team 7;")).toEqual([
    ["Ann Arbor", "a@x.example", "2026-12-31"],
    ["Team 7", "b@y.example"],
  ]);
});

it("33: what is meant for a day and can be none is handed on as it stands, with its address", () => {
  expect(
    ends(
      [
        "a@x.example 31/12/2026",
        "a@x.example 2026-02-30",
        "a@x.example until Friday",
        "a@x.example, 12-31",
        "a@x.example, 31 Decembre 2026",
        "a@x.example, 2026-01-01, 2026-12-31",
      ].join("\n"),
    ),
  ).toEqual([
    ["", "a@x.example", "? 31/12/2026"],
    ["", "a@x.example", "? 2026-02-30"],
    ["", "a@x.example", "? until Friday"],
    ["", "a@x.example", "? 12-31"],
    ["", "a@x.example", "? 31 Decembre 2026"],
    ["", "a@x.example", "? 2026-01-01 2026-12-31"],
  ]);
  expect(ends("a@x.example nobody")).toEqual([["", "a@x.example nobody"]]);
});
