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
import { tmi } from "../../support/tmi";
import { NODE, scene } from "../../support/tmi-scene";

/**
 * The authorization matrix of TMI's family: every route that needs a sign-in, by every kind of caller, with every shape of the ids in
 * its path. What must come out is written down here from tmi.md 1-3 and D13, D14, not from the code.
 */
beforeAll(freshDatabase);

const callers = [
  "owner",
  "writer",
  "reader",
  // Members of the account, by their roles on the environment that the model is attached to.
  "viewer",
  "editor",
  "suspended",
  "stranger",
  // A token of the reader that holds only threatmodel.model.GetThreatModel; one that has ended; nobody at all.
  "token",
  "ended",
  "nobody",
] as const;
type CallerName = (typeof callers)[number];

const SEES = "200 200 200 200 200 403 403 403 401 401";
const EACH = "200 200 200 200 200 200 200 200 401 401";
const PERSON = "200 200 200 200 200 200 200 403 401 401";
const WRITES = "200 200 403 403 200 403 403 403 401 401";
const DELETES = "204 403 403 403 204 403 403 403 401 401";

type Row = { expected: string; json?: unknown };

/** In the order of `callers`. */
const rows: Record<string, Row> = {
  "GET /threat_models": { expected: PERSON },
  "POST /threat_models": { expected: "201 201 201 201 201 201 201 403 401 401", json: { name: "Mine" } },
  "GET /threat_models/{threat_model_id}": { expected: "200 200 200 200 200 403 403 200 401 401" },
  "PUT /threat_models/{threat_model_id}": { expected: WRITES, json: { name: "Changed" } },
  "PATCH /threat_models/{threat_model_id}": {
    expected: WRITES,
    json: [{ op: "replace", path: "/name", value: "Changed" }],
  },
  "DELETE /threat_models/{threat_model_id}": { expected: DELETES },
  "GET /threat_models/{threat_model_id}/diagrams": { expected: SEES },
  "POST /threat_models/{threat_model_id}/diagrams": {
    expected: "201 201 403 403 201 403 403 403 401 401",
    json: { name: "New", type: "DFD-1.0.0" },
  },
  "GET /threat_models/{threat_model_id}/diagrams/{diagram_id}": { expected: SEES },
  "PUT /threat_models/{threat_model_id}/diagrams/{diagram_id}": {
    expected: WRITES,
    json: { name: "Changed", type: "DFD-1.0.0", cells: [NODE] },
  },
  "PATCH /threat_models/{threat_model_id}/diagrams/{diagram_id}": {
    expected: WRITES,
    json: [{ op: "replace", path: "/cells", value: [NODE] }],
  },
  "DELETE /threat_models/{threat_model_id}/diagrams/{diagram_id}": { expected: DELETES },
  "GET /threat_models/{threat_model_id}/diagrams/{diagram_id}/collaborate": { expected: SEES },
  "POST /threat_models/{threat_model_id}/diagrams/{diagram_id}/collaborate": { expected: SEES },
  "DELETE /threat_models/{threat_model_id}/diagrams/{diagram_id}/collaborate": {
    expected: "204 204 204 204 204 403 403 403 401 401",
  },
  "GET /collaboration/sessions": { expected: PERSON },
  "GET /me/sessions": { expected: PERSON },
  "GET /ws/ticket": { expected: "200 200 200 200 200 404 404 403 401 401" },
  ...Object.fromEntries(
    ["threats", "documents", "assets", "repositories", "notes"].map((name) => [
      `GET /threat_models/{threat_model_id}/${name}`,
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
  "POST /me/preferences": { expected: "201 201 201 201 201 201 201 403 401 401", json: {} },
  "PUT /me/preferences": { expected: PERSON, json: {} },
  "POST /me/logout": { expected: "204 204 204 204 204 204 204 403 401 401" },
};

/** Where people are drawing, these are refused whoever asks; here nobody is, but for the routes about a session itself. */
const inSession = (route: string) => /collaborate|sessions|ticket/.test(route);

const methodsOf = (...names: string[]) =>
  systemPolicies.filter((policy) => names.includes(policy.uniqueName)).flatMap((policy) => [...policy.methods]);

type Stage = Awaited<ReturnType<typeof stage>>;

async function stage(drawing: boolean) {
  const { olga, milo, rita, sten, model, diagram, at, on } = await scene();
  const [vera, emil, sven] = (await Promise.all(["Vera", "Emil", "Sven"].map(somebody))) as [
    Somebody,
    Somebody,
    Somebody,
  ];
  const environment = `env-${olga.uid}`;
  const appid = await newEnvironment(olga, environment);
  await share(olga, await pair(olga, vera), "ENV", appid, methodsOf("TM_VIEW"));
  await share(olga, await pair(olga, emil), "ENV", appid, methodsOf("TM_VIEW", "TM_EDIT"));
  await share(olga, await pair(olga, sven, "SUSPENDED"), "ENV", appid, methodsOf("TM_VIEW", "TM_EDIT"));
  await doAs(olga, editThreatModel, { id: model.body.id, changes: { environment } });
  const session = drawing
    ? (await tmi(`POST ${on}/collaborate`, { token: olga.session })).body.session_id
    : randomUUID();
  const theirs = await tmi("POST /threat_models", { token: sten.session, json: { name: "Foreign canary" } });
  const their = await tmi(`POST /threat_models/${theirs.body.id}/diagrams`, {
    token: sten.session,
    json: { name: "Foreign canary", type: "DFD-1.0.0" },
  });
  const secrets: Record<CallerName, string | undefined> = {
    owner: olga.session,
    writer: milo.session,
    reader: rita.session,
    viewer: vera.session,
    editor: emil.session,
    suspended: sven.session,
    stranger: sten.session,
    token: await tokenOf(rita.uid, ["threatmodel.model.GetThreatModel"]),
    ended: await signInAs(olga.uid, new Date(0)),
    nobody: undefined,
  };
  return {
    at,
    on,
    olga,
    sten,
    session,
    secrets,
    model: model.body.id,
    diagram: diagram.body.id,
    theirs: { model: theirs.body.id, diagram: their.body.id },
  };
}

type Ids = { model: string; diagram: string; session: string };

const addressOf = (path: string, { model, diagram, session }: Ids) => {
  const filled = path.replace("{threat_model_id}", model).replace("{diagram_id}", diagram);
  return path === "/ws/ticket" ? `${filled}?session_id=${session}` : filled;
};

/** Everything of the owner's that a refused call must not have changed. */
async function kept({ olga, sten }: Stage): Promise<string> {
  const { rows: found } = await pool().query(
    `select (select jsonb_agg(m order by id)::text from threat_model m where owner_uid = any($1)) ||
      (select jsonb_agg(d order by id)::text from diagram d where owner_uid = any($1)) ||
      (select jsonb_agg(h order by diagram_id)::text from diagram_head h where owner_uid = any($1)) ||
      (select count(*)::text from diagram_session where owner_uid = any($1)) ||
      (select count(*)::text from journal where owner_uid = any($1)) as all`,
    [[olga.uid, sten.uid]],
  );
  return found[0].all;
}

it("the table has a row for each route that needs somebody, and for no other", () => {
  const routes = Object.entries(table).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { anyone }]) => (anyone ? [] : [`${method} ${path}`])),
  );
  expect(Object.keys(rows).sort()).toEqual(routes.sort());
});

describe("S-04: every route, every caller", () => {
  it.each(Object.entries(rows))(
    "%s",
    async (route, { expected, json }) => {
      const [method, path = ""] = route.split(" ");
      const faults: string[] = [];
      let set = await stage(inSession(route));
      for (const [n, caller] of callers.entries()) {
        const before = await kept(set);
        const sent = { token: set.secrets[caller], ...(json === undefined ? {} : { json }) };
        const answer = await tmi(`${method} ${addressOf(path, set)}`, sent);
        const wanted = Number(expected.split(" ")[n]);
        if (answer.status !== wanted)
          faults.push(`${caller}: ${answer.status} ${JSON.stringify(answer.body)}, not ${wanted}`);
        if (answer.status >= 400) {
          if ((await kept(set)) !== before) faults.push(`${caller}: refused, and something changed`);
          if (/Payments|Card flow|canary/.test(JSON.stringify(answer.body)))
            faults.push(`${caller}: hears what they may not`);
        } else if (method !== "GET") {
          set = await stage(inSession(route));
        }
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );
});

describe("S-04: every id in a path, by whoever owns everything else", () => {
  const withIds = Object.entries(rows).filter(([route]) => route.includes("{") || route.includes("ticket"));
  it.each(withIds)(
    "%s",
    async (route, { json }) => {
      const [method, path = ""] = route.split(" ");
      const set = await stage(inSession(route));
      const before = await kept(set);
      const statusOf = async (ids: Partial<Ids>) => {
        const sent = { token: set.secrets.owner, ...(json === undefined ? {} : { json }) };
        const { status, body } = await tmi(`${method} ${addressOf(path, { ...set, ...ids })}`, sent);
        expect(JSON.stringify(body)).not.toMatch(/canary/);
        return status;
      };
      const shapes: Record<string, [Partial<Ids>, number]> = {};
      const add = (which: keyof Ids, foreign: number) => {
        shapes[`${which} absent`] = [{ [which]: randomUUID() }, 404];
        for (const text of ["x", "0", "%00", "'", set[which].slice(1), `${set[which]}0`, "..%2f"])
          shapes[`${which} ${text}`] = [{ [which]: text }, 400];
        if (which !== "session") shapes[`${which} foreign`] = [{ [which]: set.theirs[which] }, foreign];
      };
      if (path.includes("{threat_model_id}")) add("model", 403);
      if (path.includes("{diagram_id}")) add("diagram", 404);
      if (path === "/ws/ticket") add("session", 404);
      const faults: string[] = [];
      for (const [name, [ids, wanted]] of Object.entries(shapes)) {
        const status = await statusOf(ids);
        // A foreign model with our diagram in it: there is no such diagram there, or one may not look.
        const fine =
          name === "model foreign" && path.includes("{diagram_id}") ? [403, 404].includes(status) : status === wanted;
        if (!fine) faults.push(`${name}: ${status}, not ${wanted}`);
      }
      expect(faults).toEqual([]);
      expect(await kept(set)).toBe(before);
    },
    60_000,
  );
});
