import { expect, it } from "vitest";
import { fold } from "./fold";

it.each([
  ["Zoë BRÖNTË", "zoe bronte"],
  ["Straße", "strasse"],
  ["Łódź", "lodz"],
  ["ÅNGSTRÖM", "angstrom"],
  ["Ærø", "aero"],
  ["ΑΘΉΝΑ", "αθηνα"],
  ["Иван Ёлкин", "иван елкин"],
  ["مُحَمَّد", "محمد"],
  ["ﬁne", "fine"],
  ["İstanbul IĞDIR", "istanbul igdir"],
  ["A.B@Example.com", "a.b@example.com"],
])("%s is found as %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});
