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
