import "../../support/unlimited";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "../../../db/client";
import { systemPolicies } from "../../../lib/domain/policy";
import { editThreatModel } from "../../../lib/operations/threat-models";
import { table } from "../../../lib/rest/tmi/routes";
import { pair, type Somebody, share, somebody } from "../../support/arrange";
import { doAs } from "../../support/at-page";
import { newEnvironment } from "../../support/collaboration";
import { freshDatabase } from "../../support/database";
import { signInAs, tokenOf } from "../../support/residents";
import { type Profile, type TmiAnswer, tmi } from "../../support/tmi";
import { NODE } from "../../support/tmi-scene";

/**
 * The authorization matrix of TMI's family: every route that needs a sign-in, by every kind of caller, with every shape of the ids in
 * its path, in both profiles. What must come out is written down here from tmi.md 1-3 and D4, D13, D14, not from the code.
 */
const callers = [
  "owner",
  "writer",
  "reader",
  // Members of the account, by their roles on the environment that the model is attached to.
  "viewer",
  "editor",
  // Who would be editors, were they not invited only, suspended, or gone.
  "pending",
  "suspended",
  "left",
  "stranger",
  // A token of the reader that holds only threatmodel.model.GetThreatModel; one that has ended; nobody at all.
  "token",
  "ended",
  "nobody",
] as const;
type Caller = (typeof callers)[number];
const strangers: readonly Caller[] = ["pending", "suspended", "left", "stranger"];

const SEES = "200 200 200 200 200 404 404 404 404 403 401 401";
const EACH = "200 200 200 200 200 200 200 200 200 200 401 401";
const PERSON = "200 200 200 200 200 200 200 200 200 403 401 401";
const MAKES = "201 201 201 201 201 201 201 201 201 403 401 401";
const WRITES = "200 200 403 403 200 404 404 404 404 403 401 401";
const DELETES = "204 403 403 403 204 404 404 404 404 403 401 401";

type Row = { expected: string; old?: string; json?: unknown };

const MODEL = "/threat_models/{threat_model_id}";
const DIAGRAM = `${MODEL}/diagrams/{diagram_id}`;

/** In the order of `callers`; `old` where the profile 1.0.0 answers otherwise. */
const rows: Record<string, Row> = {
  "GET /threat_models": { expected: PERSON },
  "POST /threat_models": { expected: MAKES, json: { name: "Mine" } },
  [`GET ${MODEL}`]: { expected: "200 200 200 200 200 404 404 404 404 200 401 401" },
  [`PUT ${MODEL}`]: { expected: WRITES, json: { name: "Changed" } },
  [`PATCH ${MODEL}`]: { expected: WRITES, json: [{ op: "replace", path: "/name", value: "Changed" }] },
  [`DELETE ${MODEL}`]: { expected: DELETES },
  [`GET ${MODEL}/diagrams`]: { expected: SEES },
  [`POST ${MODEL}/diagrams`]: {
    expected: "201 201 403 403 201 404 404 404 404 403 401 401",
    json: { name: "New", type: "DFD-1.0.0" },
  },
  [`GET ${DIAGRAM}`]: { expected: SEES },
  [`PUT ${DIAGRAM}`]: { expected: WRITES, json: { name: "Changed", type: "DFD-1.0.0", cells: [NODE] } },
  [`PATCH ${DIAGRAM}`]: { expected: WRITES, json: [{ op: "replace", path: "/cells", value: [NODE] }] },
  [`DELETE ${DIAGRAM}`]: { expected: DELETES },
  [`GET ${DIAGRAM}/collaborate`]: { expected: SEES },
  [`POST ${DIAGRAM}/collaborate`]: { expected: SEES, old: SEES.replaceAll("200", "409") },
  [`DELETE ${DIAGRAM}/collaborate`]: { expected: "204 204 204 204 204 404 404 404 404 403 401 401" },
  "GET /collaboration/sessions": { expected: PERSON },
  "GET /me/sessions": { expected: PERSON },
  "GET /ws/ticket": { expected: SEES },
  ...Object.fromEntries(
    ["threats", "documents", "assets", "repositories", "notes"].map((name) => [
      `GET ${MODEL}/${name}`,
      { expected: SEES },
    ]),
  ),
  "GET /addons": { expected: EACH },
  "GET /projects": { expected: EACH },
  "GET /intake/surveys": { expected: EACH },
  "GET /intake/survey_responses": { expected: EACH },
  "GET /me": { expected: EACH },
  "GET /users/me": { expected: EACH },
  "GET /oauth2/userinfo": { expected: EACH },
  "GET /me/preferences": { expected: PERSON },
  "POST /me/preferences": { expected: MAKES, json: {} },
  "PUT /me/preferences": { expected: PERSON, json: {} },
  "POST /me/logout": { expected: PERSON.replaceAll("200", "204") },
};

type Ids = { model: string; diagram: string; session: string };

let olga: Somebody;
let people: Record<Exclude<Caller, "token" | "ended" | "nobody">, Somebody>;
const secrets = {} as Record<Caller, string | undefined>;
let theirs: Ids;
let count = 0;
const outcomes = new Map<number, number>();
const heard = new Set<string>();

beforeAll(freshDatabase);
beforeAll(async () => {
  const named = callers.slice(0, 9) as (keyof typeof people)[];
  // Whoever belongs to this account is one of its words; the stranger is one of the other's.
  const canary = (who: Caller) => somebody(`canary-${who === "stranger" ? "f" : "o"}-${who}`);
  people = Object.fromEntries(await Promise.all(named.map(async (who) => [who, await canary(who)])));
  olga = people.owner;
  const appid = await newEnvironment(olga, environment());
  const methodsOf = (...names: string[]) =>
    systemPolicies.filter((policy) => names.includes(policy.uniqueName)).flatMap((policy) => [...policy.methods]);
  await share(olga, await pair(olga, people.viewer), "ENV", appid, methodsOf("TM_VIEW"));
  for (const [who, status] of [
    ["editor", "ACTIVE"],
    ["pending", "PENDING"],
    ["suspended", "SUSPENDED"],
    ["left", "LEFT"],
  ] as const) {
    await share(olga, await pair(olga, people[who], status), "ENV", appid, methodsOf("TM_VIEW", "TM_EDIT"));
  }
  for (const who of named) secrets[who] = people[who].session;
  secrets.token = await tokenOf(people.reader.uid, ["threatmodel.model.GetThreatModel"]);
  secrets.ended = await signInAs(olga.uid, new Date(0));
  theirs = await ground(people.stranger, "f");
});

const environment = () => `canary-o-${olga.uid}`;

/** A threat model with a diagram and a session on it, whose every word is a canary. */
async function ground(who: Somebody, word: "o" | "f", drawing = true): Promise<Ids> {
  for (const gone of ["directory_session", "directory_threat_model", "threat_model"])
    await pool().query(`delete from ${gone} where owner_uid = $1`, [who.uid]);
  const sent = <T>(json: T) => ({ token: who.session, json });
  const listed = (one: Somebody, role: string) => ({
    principal_type: "user",
    provider: "confer",
    provider_id: one.email,
    role,
  });
  const metadata = [{ key: `canary-${word}-key`, value: `canary-${word}-value` }];
  const authorization =
    who === people.owner ? [listed(people.writer, "writer"), listed(people.reader, "reader")] : undefined;
  const name = `canary-${word}-name`;
  const model = (await tmi("POST /threat_models", sent({ name, description: name, metadata, authorization }))).body.id;
  if (who === people.owner) await doAs(olga, editThreatModel, { id: model, changes: { environment: environment() } });
  const at = `/threat_models/${model}/diagrams`;
  const diagram = (await tmi(`POST ${at}`, sent({ name, type: "DFD-1.0.0" }))).body.id;
  const cells = [{ ...NODE, attrs: { text: { text: name } } }];
  await tmi(`PUT ${at}/${diagram}`, sent({ name, type: "DFD-1.0.0", cells, metadata }));
  const session = drawing ? (await tmi(`POST ${at}/${diagram}/collaborate`, sent({}))).body.session_id : randomUUID();
  return { model, diagram, session };
}

/** Where people are drawing, changing the diagram is refused whoever asks: so they draw only where it is about that. */
const isDrawn = (route: string) => /collaborate|sessions|ticket/.test(route);

const addressOf = (path: string, { model, diagram, session }: Ids) => {
  const filled = path.replace("{threat_model_id}", model).replace("{diagram_id}", diagram);
  return path === "/ws/ticket" ? `${filled}?session_id=${session}` : filled;
};

/** Everything of both owners that a refused call must not have changed. */
async function kept(): Promise<string> {
  const { rows: found } = await pool().query(
    `select (select jsonb_agg(m order by id)::text from threat_model m where owner_uid = any($1)) ||
      (select jsonb_agg(d order by id)::text from diagram d where owner_uid = any($1)) ||
      (select jsonb_agg(h order by diagram_id)::text from diagram_head h where owner_uid = any($1)) ||
      (select count(*)::text from diagram_session where owner_uid = any($1)) ||
      (select count(*)::text from diagram_ticket where owner_uid = any($1)) ||
      (select count(*)::text from journal where owner_uid = any($1)) as all`,
    [[olga.uid, people.stranger.uid]],
  );
  return found[0].all;
}

type Cell = { route: string; caller: Caller; profile: Profile };

async function run({ route, caller, profile }: Cell, ids: Ids): Promise<TmiAnswer> {
  const [method, path = ""] = route.split(" ");
  const { json } = rows[route]!;
  const sent = { token: secrets[caller], profile, ...(json === undefined ? {} : { json }) };
  const answer = await tmi(`${method} ${addressOf(path, ids)}`, sent);
  count += 1;
  outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1);
  return answer;
}

/** Words of an account that this caller must not hear; their own name is theirs. */
function overheard({ caller }: Cell, { status, body, headers }: TmiAnswer): string[] {
  let text = JSON.stringify([headers, body ?? null]);
  const self = people[(caller === "token" ? "reader" : caller) as keyof typeof people];
  for (const own of self ? [self.email, self.name] : []) text = text.replaceAll(own, "");
  const secret = secrets[caller];
  const faults = secret && text.includes(secret) ? ["the token is repeated"] : [];
  for (const word of ["canary-o", "canary-f"]) {
    if (!text.includes(word)) continue;
    const isTheirs = word === (caller === "stranger" ? "canary-f" : "canary-o");
    if (status < 300 && isTheirs && (caller === "stranger" || !strangers.includes(caller))) heard.add(word);
    else faults.push(`hears of ${word}`);
  }
  return faults;
}

it("the table has a row for each route that needs somebody, and for no other", () => {
  const routes = Object.entries(table).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { anyone }]) => (anyone ? [] : [`${method} ${path}`])),
  );
  expect(Object.keys(rows).sort()).toEqual(routes.sort());
});

const each = (["1.8", "1.0.0"] as const).flatMap((profile) =>
  Object.keys(rows).map((route) => [profile, route] as const),
);

describe("S-04: every route, every caller, with ids that are there", () => {
  it.each(each)(
    "%s: %s",
    async (profile, route) => {
      const { expected, old } = rows[route]!;
      const wanted = ((profile === "1.0.0" && old) || expected).split(" ").map(Number);
      const faults: string[] = [];
      let ids = await ground(olga, "o", isDrawn(route));
      let before = await kept();
      for (const [n, caller] of callers.entries()) {
        const cell = { route, caller, profile };
        const answer = await run(cell, ids);
        const { status, body } = answer;
        if (status !== wanted[n]) faults.push(`${caller}: ${status} ${JSON.stringify(body)}, not ${wanted[n]}`);
        faults.push(...overheard(cell, answer).map((fault) => `${caller}: ${fault}`));
        if (status >= 400 && (await kept()) !== before) faults.push(`${caller}: refused, and something changed`);
        if (status >= 400) continue;
        if (route.includes("{") && !route.startsWith("GET")) ids = await ground(olga, "o", isDrawn(route));
        if (route.includes("logout")) {
          const gone = people[caller as keyof typeof people];
          gone.session = secrets[caller] = await signInAs(gone.uid);
        }
        before = await kept();
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );
});

describe("S-04: every route, every caller, with every other shape of each id", () => {
  const named = each.filter(([, route]) => route.includes("{") || route.includes("ticket"));
  it.each(named)(
    "%s: %s",
    async (profile, route) => {
      const own = await ground(olga, "o", isDrawn(route));
      const before = await kept();
      const faults: string[] = [];
      for (const caller of callers) {
        const cell = { route, caller, profile };
        const answers = new Map<string, TmiAnswer>();
        for (const [shape, ids] of shapesOf(route, own, caller)) {
          const answer = await run(cell, ids);
          answers.set(shape, answer);
          const wanted = expectedOf(cell, shape);
          if (answer.status !== wanted) faults.push(`${caller}, ${shape}: ${answer.status}, not ${wanted}`);
          faults.push(...overheard(cell, answer).map((fault) => `${caller}, ${shape}: ${fault}`));
        }
        faults.push(...differing(cell, answers));
      }
      expect(faults).toEqual([]);
      expect(await kept()).toBe(before);
    },
    120_000,
  );

  it("not a cell is missing, and all that can be answered was", () => {
    expect(count).toBe(3860);
    expect([...outcomes.keys()].sort((a, b) => a - b)).toEqual([200, 201, 204, 400, 401, 403, 404, 409]);
    expect([...heard].sort()).toEqual(["canary-f", "canary-o"]);
  });
});

const ODD = (id: string) => ["x", "0", "%00", "'", id.slice(1), `${id}0`, "..%2f"];

/** By name; the first word says which id is not the owner's own. "all foreign" is what there is, of somebody else's. */
function shapesOf(route: string, own: Ids, caller: Caller): [string, Ids][] {
  const which: (keyof Ids)[] = route.includes("ticket")
    ? ["session"]
    : route.includes("{diagram_id}")
      ? ["model", "diagram"]
      : ["model"];
  const absent = { model: randomUUID(), diagram: randomUUID(), session: randomUUID() };
  const all: [string, Ids][] = [];
  for (const id of which) {
    for (const odd of caller === "owner" ? ODD(own[id]) : ["%00"])
      all.push([`${id} odd ${odd}`, { ...own, [id]: odd }]);
    all.push([`${id} absent`, { ...own, [id]: absent[id] }]);
    if (caller !== "stranger") all.push([`${id} foreign`, { ...own, [id]: theirs[id] }]);
  }
  all.push(["all absent", absent], ["all foreign", caller === "stranger" ? own : theirs]);
  return all;
}

function expectedOf({ route, caller }: Cell, shape: string): number {
  if (caller === "ended" || caller === "nobody") return 401;
  if (shape.includes("odd")) return 400;
  // A patch reads first, which the token may.
  return caller === "token" && route !== `GET ${MODEL}` && route !== `PATCH ${MODEL}` ? 403 : 404;
}

/** Nobody can tell somebody else's from what never was: status, body and headers are the same, byte for byte. */
function differing({ caller }: Cell, answers: ReadonlyMap<string, TmiAnswer>): string[] {
  const faults: string[] = [];
  for (const [shape, answer] of answers) {
    if (!shape.endsWith("foreign")) continue;
    const absent = answers.get(shape.replace("foreign", "absent"))!;
    const [one, other] = [answer, absent].map(({ status, body, headers }) => JSON.stringify([status, body, headers]));
    if (one !== other) faults.push(`${caller}, ${shape}: ${one} differs from ${other}`);
  }
  return faults;
}
