import { expect, it } from "vitest";
import { onceStarted } from "./once-started";

const error = (code: string) => Object.assign(new Error(code), { code });

/** A database that says these things first; how often it was asked. */
function database(...says: string[]) {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const said = says.shift();
    if (said) throw error(said);
  };
  return { ask, asked: () => asked };
}

it("a database that is only just starting is asked again", async () => {
  const { ask, asked } = database("57P03", "57P03");
  await onceStarted(ask);
  expect(asked()).toBe(3);
});

it("but not for ever, and one that refuses for another reason is not asked again", async () => {
  const starting = database("57P03", "57P03", "57P03");
  await expect(onceStarted(starting.ask, -1)).rejects.toThrow("57P03");
  const wrong = database("28P01");
  await expect(onceStarted(wrong.ask)).rejects.toThrow("28P01");
  expect([starting.asked(), wrong.asked()]).toEqual([1, 1]);
});
