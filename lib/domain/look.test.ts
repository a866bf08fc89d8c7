import { expect, test } from "vitest";
import { lookIn, lookText, palettes, themes } from "./look";

test("every look is read as it was written", () => {
  for (const theme of themes)
    for (const palette of palettes) expect(lookIn(lookText({ theme, palette }))).toEqual({ theme, palette });
});

test("a cookie that says nothing of use leaves the choice to the system", () => {
  for (const text of [undefined, "", "dark", "sepia.usual", "..", "<b>.colourblind"]) {
    expect(lookIn(text).theme).toBe(text === "dark" ? "dark" : "system");
  }
  expect(lookIn("sepia.colourblind").palette).toBe("colourblind");
});
