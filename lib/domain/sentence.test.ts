import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Resource, resourceTypes } from "./resource";
import { anyFacts, OLGA, someMethods } from "./rights.generated";
import { naiveDecide } from "./rights.naive";
import { checkSentence, type Directory, parseSentence, type Sentence, worldToHold } from "./sentence";
import { expectant } from "./waiting";

const nobody: Directory = { emails: new Map(), teams: new Map(), environments: new Map() };

describe("how a sentence is written", () => {
  it.each([
    ["role Contractors never billing.*", { is: "role", name: "Contractors" }, "never", null],
    [
      "everyone of team Night shift may environment.control.GetEnvInfo on group Shop/EU",
      { is: "team", name: "Night shift" },
      "may",
      { type: "ENV_GROUP", name: "Shop/EU" },
    ],
    [
      "member milo@example.com NEVER environment.control.deleteenv on shop-prod",
      { is: "member", name: "milo@example.com" },
      "never",
      { type: "ENV", name: "shop-prod" },
    ],
    [
      'role "never say may" may environment.control.* on all environments',
      { is: "role", name: "never say may" },
      "may",
      { type: "ENV", name: "*" },
    ],
    ["everyone never users.collaboration.* on the account", { is: "everyone" }, "never", { type: "ACCOUNT", name: "" }],
  ])("%s", (text, subject, verb, on) => {
    expect(parseSentence(text)).toMatchObject({ subject, verb, on });
  });

  it.each([
    ["", "form", ""],
    ["contractors never billing.*", "form", "contractors never billing.*"],
    ["role Contractors might billing.*", "form", "role Contractors might billing.*"],
    ["role Contractors never no.such.Method", "method", "no.such.Method"],
  ])("[%s] is none, and it is said why", (text, unread, word) => {
    expect(parseSentence(text)).toEqual({ unread, word });
  });
});

const verbs = ["may", "never"] as const;
const known = someMethods.filter((name) => !("unread" in parseSentence(`everyone never ${name}`)));
const anySentence = fc.record({
  verb: fc.constantFrom(...verbs),
  methods: fc.subarray(known, { minLength: 1 }),
  who: fc.nat(20),
  where: fc.option(fc.nat(40)),
});

describe("whether a sentence holds", () => {
  it("is what the naive rule says of every person, method and place it speaks of", () => {
    const seen = { holds: 0, breaks: 0 };
    fc.assert(
      fc.property(anyFacts, anySentence, (facts, { verb, methods, who, where }) => {
        const waiting = expectant(facts);
        const world = worldToHold(facts);
        const places: Resource[] = world.places.ids.map((id, place) => ({
          type: resourceTypes[world.places.types[place]!]!,
          id,
        }));
        const chosen = where === null ? null : places[where % places.length]!;
        const ids = facts.members.map(({ id }) => id);
        const named = ids[who % ids.length]!;
        const isOne = who % 2 === 0;
        const sentence: Sentence = {
          subject: isOne ? { is: "member", name: "m" } : { is: "everyone" },
          verb,
          methods,
          on: chosen && { type: chosen.type, name: chosen.type === "ACCOUNT" ? "" : chosen.id },
        };
        const found = checkSentence(world, { ...nobody, emails: new Map([["m", [named]]]) }, sentence);
        const uids = world.memberships
          .filter(
            ({ id, status, uid }) => status === "ACTIVE" && uid !== null && uid !== OLGA && (!isOne || id === named),
          )
          .map(({ uid }) => uid!);
        const allowed = (uid: number, method: string, place: Resource) => naiveDecide(waiting, { uid }, method, place);
        const inside = chosen === null ? places : places.filter((place) => isInside(waiting, place, chosen));
        const expected =
          verb === "never"
            ? !uids.some((uid) => methods.some((method) => inside.some((place) => allowed(uid, method, place))))
            : !(isOne && uids.length === 0) &&
              uids.every((uid) =>
                methods.every((method) => {
                  const each = inside.map((place) => allowed(uid, method, place));
                  return chosen === null ? each.includes(true) : !each.includes(false);
                }),
              );
        seen[found.holds ? "holds" : "breaks"] += 1;
        expect(found.holds, JSON.stringify(sentence)).toBe(expected);
        if (!found.holds && found.missing === null) {
          // What is told of it is true, and is the sentence's own business.
          expect(allowed(found.uid, found.method, found.resource)).toBe(verb === "never");
          expect(found.chain.filter(({ step }) => step === "member")).toHaveLength(1);
          expect(found.chain.at(-1)).toMatchObject({ counted: verb === "never" });
        }
      }),
      { numRuns: 600 },
    );
    expect(Math.min(seen.holds, seen.breaks)).toBeGreaterThan(50);
  });
});

/** Written once more, from the words: a category holds all of its kind, a group what hangs below it. */
function isInside(facts: { environments: { appid: string; groups: string[] }[] }, place: Resource, around: Resource) {
  if (place.type === around.type && place.id === around.id) return true;
  if (around.type === "ENV" && around.id === "*") return place.type === "ENV";
  if (around.type !== "ENV_GROUP") return false;
  const below = (path: string) => around.id === "*" || path === around.id || path.startsWith(`${around.id}/`);
  if (place.type === "ENV_GROUP") return below(place.id);
  const environment = facts.environments.find(({ appid }) => place.type === "ENV" && appid === place.id);
  return environment?.groups.some(below) ?? false;
}
