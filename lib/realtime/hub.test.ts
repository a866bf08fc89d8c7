import { beforeEach, expect, it, vi } from "vitest";
import type { EndedShare, Standing } from "../../db/live";
import { createHub, type House, type Line } from "./hub";
import type { Heard } from "./protocol";

/** Olga (1) owns, Milo (2) works with her, Ines (3) is invited by her, Sten (4) has nothing to do with anybody. */
type Person = { uid: number; id: number; email: string; verified: boolean; versions: Map<number, number> };
let keys: Map<string, Person>;
let standings: Map<number, Standing[]>;
let invitations: Map<string, Map<number, number>>;
let asked: number;
/** Owner → whom a threat model of theirs names. */
let named: Map<number, Set<number>>;
/** Owner → who manages for them. */
let managing: Map<number, Set<number>>;
let now: number;
let ended: Map<number, EndedShare[]>;

beforeEach(() => {
  const person = (uid: number, ...owners: number[]): Person => ({
    uid,
    id: 100 + uid,
    email: `${uid}@x`,
    verified: true,
    versions: new Map([uid, ...owners].map((owner) => [owner, 1])),
  });
  keys = new Map([
    ["olga", person(1)],
    ["milo", person(2, 1)],
    ["ines", person(3)],
    ["sten", person(4)],
  ]);
  standings = new Map([[2, [{ owner: 1, memberId: 7, status: "ACTIVE" }]]]);
  invitations = new Map();
  asked = 0;
  named = new Map();
  managing = new Map();
  now = 1_000;
  ended = new Map();
});

const house: House = {
  findKey: async ([hash]) => {
    asked += 1;
    const key = keys.get(hash!);
    return key ? { ...key, versions: new Map(key.versions) } : null;
  },
  now: () => now,
  endedSharesOf: async (uids, owners, after) =>
    new Map(
      uids.map((uid) => [
        uid,
        (ended.get(uid) ?? []).filter((one) => owners.includes(one.owner) && one.endsAt > after && one.endsAt <= now),
      ]),
    ),
  tellEnded: async ([hash], { owner, memberId }, after) =>
    (ended.get(keys.get(hash!)!.uid) ?? [])
      .filter((one) => one.owner === owner && one.memberId === memberId && one.endsAt > after)
      .map(({ shareId, endsAt }) => {
        const ends = new Date(endsAt).toISOString();
        return { shareId, type: "ENV", resourceId: "a", name: "shop", ends };
      }),
  standingsOf: async (uids) => new Map(uids.map((uid) => [uid, standings.get(uid) ?? []])),
  invitationsTo: async (emails) => new Map(emails.map((email) => [email, invitations.get(email) ?? new Map()])),
  invitedBy: async (owners, emails) =>
    new Set(emails.filter((email) => owners.some((owner) => invitations.get(email)?.has(owner)))),
  namedBy: async (owners, people) =>
    new Set(people.flatMap(({ uid }) => (owners.some((owner) => named.get(owner)?.has(uid)) ? uid : []))),
  namingsOf: async (people) =>
    new Map(
      people.map(({ uid }) => [
        uid,
        new Map(
          [...named].flatMap(([owner, whom]) =>
            whom.has(uid) ? [[owner, keys.get("olga")!.versions.get(owner) ?? 0] as const] : [],
          ),
        ),
      ]),
    ),
  managersOf: async (owner, people) => new Set(people.filter((uid) => managing.get(owner)?.has(uid))),
  tellStanding: async (_, { owner }) => ({
    owner,
    ownerName: "Olga",
    ownerEmail: "1@x",
    state: "SUSPENDED",
    by: "Dana",
    since: null,
  }),
  howEnded: async () => "ended-elsewhere",
  fault: (error) => {
    throw error;
  },
};

type Pretended = Line & { heard: Heard[]; ended: number[]; full: boolean };
function line(): Pretended {
  const made: Pretended = {
    heard: [],
    ended: [],
    full: false,
    send: (text) => void made.heard.push(JSON.parse(text)),
    end: (code) => void made.ended.push(code),
    waiting: () => (made.full ? 1_000_000 : 0),
  };
  return made;
}

/** A hub in which these sit, each of whom has been greeted. */
async function sitting<T extends string>(...names: T[]) {
  const hub = createHub(house);
  const lines = {} as Record<T, Pretended>;
  const leave = {} as Record<T, () => void>;
  for (const name of names) {
    lines[name] = line();
    leave[name] = hub.admit([name], keys.get(name)!, lines[name]);
  }
  await settled();
  for (const name of names) expect(lines[name].heard.splice(0)).toMatchObject([{ type: "hello" }]);
  return { hub, lines, leave };
}
const settled = () => new Promise((done) => setTimeout(done, 5));
const moves = (uid: number, version: number) => {
  for (const key of keys.values()) if (key.versions.has(uid)) key.versions.set(uid, version);
};

it("a change is told to the owner and to whoever works with them, and to nobody else", async () => {
  const { hub, lines } = await sitting("olga", "milo", "sten");
  moves(1, 2);
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.olga.heard).toEqual([{ type: "changed", owner: 1 }]);
  expect(lines.milo.heard).toEqual([{ type: "changed", owner: 1 }]);
  expect(lines.sten.heard).toEqual([]);
});

it("33: what ended by itself while one looks is told once, in each window of whom it was shared with", async () => {
  ended.set(2, [
    { owner: 1, memberId: 7, shareId: 10, endsAt: 900 },
    { owner: 1, memberId: 7, shareId: 11, endsAt: 2_000 },
  ]);
  const { hub, lines } = await sitting("olga", "milo", "sten");
  const rings = async (version: number) => {
    moves(1, version);
    hub.hear({ owner: 1, version });
    await new Promise((done) => setTimeout(done, 60));
  };
  await rings(2);
  expect(lines.milo.heard.splice(0)).toEqual([{ type: "changed", owner: 1 }]);
  now = 2_100;
  await rings(3);
  const over = { type: "over", owner: 1, things: [{ shareId: 11, name: "shop", ends: new Date(2_000).toISOString() }] };
  expect(lines.milo.heard.splice(0)).toMatchObject([{ type: "changed", owner: 1 }, over]);
  await rings(4);
  expect(lines.milo.heard).toEqual([{ type: "changed", owner: 1 }]);
  // Who comes afterwards finds it so, and is told nothing.
  const late = line();
  hub.admit(["milo"], keys.get("milo")!, late);
  await settled();
  await rings(5);
  expect(late.heard.map(({ type }) => type)).toEqual(["hello", "changed"]);
  for (const { heard } of [lines.olga, lines.sten]) expect(heard.some(({ type }) => type === "over")).toBe(false);
});

it("whoever comes with a sign-in that ended on the way is told so at once, without a ring", async () => {
  const hub = createHub(house);
  const milo = line();
  const key = keys.get("milo")!;
  keys.delete("milo");
  hub.admit(["milo"], key, milo);
  await settled();
  expect(milo.heard.at(-1)).toEqual({ type: "ended", how: "ended-elsewhere" });
  expect(milo.ended).toHaveLength(1);
});

it("21: that somebody came or went is told to the owners they work with, once for all, and to nobody else", async () => {
  vi.useFakeTimers();
  try {
    const hub = createHub(house);
    const [olga, sten] = [line(), line()];
    hub.admit(["olga"], keys.get("olga")!, olga);
    hub.admit(["sten"], keys.get("sten")!, sten);
    for (const here of [true, false, true]) hub.hear({ presence: 2, here, concerns: [1] });
    await vi.advanceTimersByTimeAsync(600);
    expect(olga.heard.filter(({ type }) => type === "people")).toHaveLength(1);
    expect(sten.heard.filter(({ type }) => type === "people")).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

it("a ring that tells nothing new is told to nobody", async () => {
  const { hub, lines } = await sitting("olga");
  hub.hear({ owner: 1, version: 1 });
  hub.hear({ owner: 1, version: 1 });
  await settled();
  expect(lines.olga.heard).toEqual([]);
});

it("whoever is invited hears it, though nothing bound them to the owner before; an unverified address does not", async () => {
  keys.set("liar", { ...keys.get("ines")!, uid: 5, verified: false });
  const { hub, lines } = await sitting("ines", "liar");
  invitations.set("3@x", new Map([[1, 2]]));
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.ines.heard).toEqual([{ type: "changed", owner: 1 }]);
  expect(lines.liar.heard).toEqual([]);
});

it("whoever a list alone names hears of its owner's changes, also that it names them now or no longer; nobody else does", async () => {
  const { hub, lines } = await sitting("milo", "sten", "ines");
  const rings = async (version: number) => {
    moves(1, version);
    hub.hear({ owner: 1, version });
    await new Promise((done) => setTimeout(done, 60));
    return lines.sten.heard.splice(0);
  };
  expect(await rings(2)).toEqual([]);
  named.set(1, new Set([4]));
  expect(await rings(3)).toEqual([{ type: "changed", owner: 1 }]);
  expect(await rings(4)).toEqual([{ type: "changed", owner: 1 }]);
  named.clear();
  expect(await rings(5)).toEqual([{ type: "changed", owner: 1 }]);
  expect(await rings(6)).toEqual([]);
  expect(lines.ines.heard).toEqual([]);
});

it("whoever was removed hears it once more, and then no more of that owner", async () => {
  const { hub, lines } = await sitting("milo");
  keys.get("milo")!.versions.delete(1);
  standings.set(2, []);
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.milo.heard.map(({ type }) => type)).toEqual(["changed", "standing"]);
  hub.hear({ owner: 1, version: 3 });
  await settled();
  expect(lines.milo.heard).toHaveLength(2);
});

it("a suspended member is told by whom, and a label changed tells nothing of that kind", async () => {
  const { hub, lines } = await sitting("milo");
  moves(1, 2);
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.milo.heard.splice(0)).toEqual([{ type: "changed", owner: 1 }]);
  standings.set(2, [{ owner: 1, memberId: 7, status: "SUSPENDED" }]);
  moves(1, 3);
  await new Promise((done) => setTimeout(done, 60));
  hub.hear({ owner: 1, version: 3 });
  await settled();
  expect(lines.milo.heard).toMatchObject([{ type: "changed" }, { type: "standing", standing: { by: "Dana" } }]);
});

it("a sign-in that no longer holds ends its line, with how it ended, and its windows only", async () => {
  const { hub, lines } = await sitting("olga", "milo");
  keys.delete("olga");
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.olga.heard).toEqual([{ type: "ended", how: "ended-elsewhere" }]);
  expect(lines.olga.ended).toEqual([4401]);
  expect(lines.milo.ended).toEqual([]);
  expect(hub.count()).toBe(1);
});

it("what rang and was never heard is found by the look at everybody", async () => {
  const { hub, lines } = await sitting("olga", "ines");
  moves(1, 9);
  invitations.set("3@x", new Map([[1, 9]]));
  await hub.lookAtAll();
  expect(lines.olga.heard).toEqual([{ type: "changed", owner: 1 }]);
  expect(lines.ines.heard).toEqual([{ type: "changed", owner: 1 }]);
});

it("a membership that ended is told by the look at everybody, where nobody has said so aloud", async () => {
  const { hub, lines } = await sitting("olga", "milo");
  standings.set(2, [{ owner: 1, memberId: 7, status: "SUSPENDED" }]);
  await hub.lookAtAll();
  expect(lines.milo.heard).toMatchObject([{ type: "standing", standing: { owner: 1 } }]);
  await hub.lookAtAll();
  expect(lines.milo.heard).toHaveLength(1);
  expect(lines.olga.heard).toEqual([]);
});

it("what rings while everybody is looked at waits for that look, and not for all those that were due meanwhile", async () => {
  let answer = () => {};
  const slow = vi.fn(house.findKey);
  const hub = createHub({ ...house, findKey: slow });
  const milo = line();
  hub.admit(["milo"], keys.get("milo")!, milo);
  await settled();
  slow.mockClear();
  slow.mockImplementationOnce(async (hashes) => {
    await new Promise<void>((done) => {
      answer = done;
    });
    return house.findKey(hashes);
  });
  const first = hub.lookAtAll();
  const many = Array.from({ length: 20 }, () => hub.lookAtAll());
  await settled();
  moves(1, 2);
  hub.hear({ owner: 1, version: 2 });
  answer();
  await Promise.all([first, ...many]);
  await settled();
  expect(milo.heard.filter(({ type }) => type === "changed")).toHaveLength(1);
  expect(slow.mock.calls.length).toBeLessThanOrEqual(2);
  await hub.lookAtAll();
  expect(slow.mock.calls.length).toBe(3);
});

it("a hundred rings at once cost a look or two", async () => {
  const { hub, lines } = await sitting("olga");
  asked = 0;
  for (let version = 2; version < 102; version++) {
    moves(1, version);
    hub.hear({ owner: 1, version });
  }
  await new Promise((done) => setTimeout(done, 120));
  expect(asked).toBeLessThanOrEqual(2);
  expect(lines.olga.heard.length).toBeLessThanOrEqual(2);
});

it("a page that takes nothing harms nobody: it is told that it missed something, or let go", async () => {
  const { hub, lines } = await sitting("olga", "milo");
  lines.milo.full = true;
  moves(1, 2);
  hub.hear({ owner: 1, version: 2 });
  await settled();
  expect(lines.olga.heard).toEqual([{ type: "changed", owner: 1 }]);
  expect(lines.milo.heard).toEqual([]);
  lines.milo.full = false;
  hub.beat();
  expect(lines.milo.heard).toEqual([{ type: "resync" }]);
  hub.beat();
  expect(lines.milo.heard.at(-1)).toEqual({ type: "still" });
  lines.milo.full = true;
  hub.beat();
  expect(lines.milo.ended).toEqual([4408]);
});

it("long work is told to the one whose it is", async () => {
  const { hub, lines } = await sitting("olga", "milo");
  hub.hear({ person: 1 });
  await settled();
  expect(lines.olga.heard.splice(0)).toEqual([{ type: "activity", ended: [] }]);
  hub.hear({ person: 1 });
  hub.hear({ person: 1, ended: 7 });
  await new Promise((done) => setTimeout(done, 60));
  expect(lines.olga.heard).toEqual([{ type: "activity", ended: [7] }]);
  expect(lines.milo.heard).toEqual([]);
});

it("knows how many windows of one person are open", async () => {
  const { hub, leave } = await sitting("olga");
  for (let n = 1; n < 5; n++) hub.admit(["olga"], keys.get("olga")!, line());
  expect([1, 2].map(hub.sittingOf)).toEqual([5, 0]);
  leave.olga();
  expect(hub.sittingOf(1)).toBe(4);
});

it("a fault in one look does not end the next", async () => {
  const faults: unknown[] = [];
  const findKey = vi.fn(house.findKey);
  const hub = createHub({ ...house, findKey, fault: (error) => void faults.push(error) });
  const olga = line();
  hub.admit(["olga"], keys.get("olga")!, olga);
  await settled();
  findKey.mockRejectedValueOnce(new Error("gone"));
  moves(1, 2);
  await hub.lookAtAll();
  expect(faults).toHaveLength(1);
  await hub.lookAtAll();
  expect(olga.heard.at(-1)).toEqual({ type: "changed", owner: 1 });
});

it("whom a fault kept from being greeted is sent to come back", async () => {
  const faults: unknown[] = [];
  const findKey = vi.fn(house.findKey).mockRejectedValueOnce(new Error("gone"));
  const hub = createHub({ ...house, findKey, fault: (error) => void faults.push(error) });
  const olga = line();
  hub.admit(["olga"], keys.get("olga")!, olga);
  await settled();
  expect([olga.heard, olga.ended, hub.count()]).toEqual([[], [1012], 0]);
  expect(faults).toHaveLength(1);
});

it("when the house closes, every page is sent to come back", async () => {
  const { hub, lines } = await sitting("olga");
  hub.close();
  expect(lines.olga.ended).toEqual([1012]);
});

it("what happens on a diagram is told, gathered, to whoever works with its owner or is named there, and to nobody else", async () => {
  const { hub, lines } = await sitting("olga", "milo", "ines", "sten");
  named.set(1, new Set([3]));
  hub.hear({ drawing: 1 });
  hub.hear({ drawing: 1 });
  await vi.waitFor(() => expect(lines.ines.heard).toEqual([{ type: "drawing" }]));
  expect(lines.olga.heard).toEqual([{ type: "drawing" }]);
  expect(lines.milo.heard).toEqual([{ type: "drawing" }]);
  expect(lines.sten.heard).toEqual([]);
});

it("what was refused is told to the owner, and of what is not the owner's alone to those who manage for them", async () => {
  managing.set(1, new Set([2]));
  keys.get("ines")!.versions.set(1, 1);
  const { hub, lines } = await sitting("olga", "milo", "ines", "sten");
  hub.hear({ journal: 1, open: false });
  hub.hear({ journal: 1, open: true });
  await vi.waitFor(() => expect(lines.milo.heard).toEqual([{ type: "journal" }]));
  expect(lines.olga.heard).toEqual([{ type: "journal" }, { type: "journal" }]);
  expect([...lines.ines.heard, ...lines.sten.heard]).toEqual([]);
  hub.hear({ journal: 1, open: false });
  await new Promise((done) => setTimeout(done, 400));
  expect(lines.milo.heard).toHaveLength(1);
});
