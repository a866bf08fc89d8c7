import { expect, test } from "vitest";
import { preferred } from "./language";

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["fr-FR, ar;q=0.4, en;q=0.3", "ar"],
  ["en;q=0.2, de;q=0.7", "de"],
  ["de;q=0, fr", "en"],
  ["xx, ja", "en"],
  ["", "en"],
])("whoever asks for %s reads %s", (wish, language) => {
  expect(preferred(wish)).toBe(language);
});
