import { describe, expect, it } from "vitest";
import { History } from "./history.generated";

/** Olga and Milo draw as they should; each case then changes one thing. */
function good(): History {
  const history = new History();
  for (const who of ["Olga", "Milo"]) {
    history.comes(who);
    history.isShown(who, 0);
  }
  history.asks("a");
  history.hears("Olga", 1, "a", true);
  history.hears("Milo", 1, "a", false);
  history.asks("b");
  history.hears("Milo", 2, "b", true);
  return history;
}
const LOG = ["a", "b"];

describe("what is wrong with a history is found", () => {
  it("nothing", () => {
    const history = good();
    history.hears("Olga", 2, "b", false);
    history.hears("Olga", 1, "a", true);
    history.comes("Rea");
    history.isShown("Rea", 2);
    history.refuses("c");
    expect(history.against(LOG)).toEqual([]);
  });

  it.each<[string, (history: History) => void, string[]]>([
    ["a gap", (h) => h.hears("Olga", 3, "c", false), ["a", "b", "c"]],
    ["being led back", (h) => h.isShown("Milo", 1), LOG],
    ["not seeing one's own write after coming back", (h) => [h.comes("Olga"), h.isShown("Olga", 1)], LOG],
    ["two answers", (h) => [h.hears("Olga", 2, "b", false), h.hears("Olga", 3, "a", true)], ["a", "b", "a"]],
    [
      "being written before what was acknowledged before",
      (h) => [h.asks("c"), h.hears("Olga", 2, "c", true)],
      ["a", "c"],
    ],
    ["two at one number", (h) => h.hears("Olga", 2, "c", false), LOG],
    ["an acknowledged edit that is lost", () => {}, ["a"]],
    ["one that is there twice", () => {}, ["a", "b", "b"]],
    ["a refused edit that is written", (h) => h.refuses("c"), ["a", "b", "c"]],
    ["what was never written", (h) => h.isShown("Milo", 3), LOG],
  ])("%s", (_, happens, log) => {
    const history = good();
    happens(history);
    expect(history.against(log)).not.toEqual([]);
  });
});
