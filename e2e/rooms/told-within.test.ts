import "../support/unlimited";
import { type ChildProcess, spawn } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { findAccount } from "../../db/accounts";
import { db, pool, transaction } from "../../db/client";
import { openNotices } from "../../db/notices";
import { savePassword } from "../../db/people";
import { config } from "../../lib/config.mjs";
import { cookie, seal } from "../../lib/cookies";
import { findSystemPolicy } from "../../lib/domain/policy";
import { newLink } from "../../lib/links";
import { recoverState } from "../../lib/operations/accounts/letters";
import { leaveCollaboration } from "../../lib/operations/collaborations";
import { makeTicket, startSession } from "../../lib/operations/sessions";
import { deleteTeamMember } from "../../lib/operations/teams";
import { editThreatModel } from "../../lib/operations/threat-models";
import { getTokens } from "../../lib/operations/tokens";
import { hashPassword } from "../../lib/passwords";
import { type Bus, openBus } from "../../lib/realtime/bus";
import { type Live, openLive } from "../../lib/realtime/live";
import { isRoom } from "../../lib/realtime/rooms/door";
import { openRooms, type Rooms } from "../../lib/realtime/rooms/rooms";
import { codeOf } from "../../lib/totp";
import { type EndsClock, openEndsClock } from "../../lib/work/ends";
import { type Somebody, somebody } from "../support/arrange";
import { doAs } from "../support/at-page";
import { delegateOf, must, newEnvironment, newGroup, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";
import { signInAs, tokenOf } from "../support/residents";
import { type Drawing, drawingOf, pathOf } from "../support/room-sockets";

/**
 * Issue 6, point 10: whatever takes a right from somebody, or gives it back, is heard by what they have open on every node within a second,
 * and says why. Two processes on one database: the change is made at the first.
 */
const WITHIN = 1_000;
const VIEWING = findSystemPolicy("TM_VIEW")!.methods;
const DRAWING = [...VIEWING, ...findSystemPolicy("TM_EDIT")!.methods];

let bus: Bus;
let live: Live;
let rooms: Rooms;
let ends: EndsClock;
let server: http.Server;
let second: ChildProcess;
/** The two nodes. */
const ports: number[] = [];

beforeAll(freshDatabase);
beforeAll(async () => {
  bus = openBus(openNotices);
  live = openLive(bus);
  rooms = openRooms(bus);
  ends = openEndsClock();
  server = http.createServer();
  server.on("upgrade", (request, socket, head) =>
    (isRoom(request.url) ? rooms : live).upgrade(request, socket, head, "127.0.0.1"),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ports.push((server.address() as AddressInfo).port);
  const { host, port, user, database } = pool().options;
  second = spawn(process.execPath, ["--import", "tsx", "e2e/support/live-node.ts"], {
    env: {
      ...process.env,
      CONNECTION: JSON.stringify({ host, port, user, database }),
      CONFER_SECRET: config().secrets[0]!,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  ports.push(await new Promise<number>((done) => second.stdout!.once("data", (text) => done(Number(text)))));
});
afterAll(async () => {
  await ends.close();
  await rooms.close();
  await live.close();
  await bus.close();
  server.close();
  second.kill();
});

// biome-ignore lint/suspicious/noExplicitAny: frames of two protocols, each looked at by whoever waits for it
type Frame = Record<string, any>;
type Line = { socket: WebSocket; heard: Frame[]; closed: { code: number; reason: string } | null };
const lines = new Set<Line>();
afterEach(() => {
  for (const { socket } of lines) socket.terminate();
  lines.clear();
});

function line(port: number, path: string, headers: Record<string, string> = {}): Line {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  const one: Line = { socket, heard: [], closed: null };
  socket.on("message", (text) => one.heard.push({ ...JSON.parse(String(text)), at: Date.now() }));
  socket.on("close", (code, reason) => {
    one.closed ??= { code, reason: String(reason) };
  });
  socket.on("error", () => {});
  lines.add(one);
  return one;
}
const page = async (port: number, { session }: Pick<Somebody, "session">) =>
  line(port, "/live", {
    cookie: `${cookie().name}=${await seal({ key: session })}`,
    origin: `http://127.0.0.1:${port}`,
  });

async function until(so: () => boolean, within: number): Promise<void> {
  const began = performance.now();
  while (!so() && performance.now() - began < within) await new Promise((done) => setTimeout(done, 2));
}

type Scene = {
  olga: Somebody;
  milo: Somebody;
  id: number;
  env: string;
  at: Drawing;
  policy: number;
  viewing: number;
  role: number;
  share: number;
};
type How = "direct" | "group" | "team" | "list" | "list alone";
let n = 0;

/** Milo draws on a diagram of Olga's, by what is shared with him in this way. */
async function scene(how: How, status: "ACTIVE" | "SUSPENDED"): Promise<Scene & { team: number }> {
  const olga = await somebody("Olga");
  const env = `told-${++n}`;
  await newGroup(olga, "Shop");
  await newGroup(olga, "Other");
  await newEnvironment(olga, env, "Shop");
  const { member: milo, id } =
    how === "list alone" ? { member: await somebody("Milo"), id: 0 } : await pairIn("ACTIVE", olga);
  const policy = (await must(olga, "AddPolicy", { name: "Draws", methods: DRAWING.join(",") })).policy.id;
  const viewing = (await must(olga, "AddPolicy", { name: "Looks", methods: VIEWING.join(",") })).policy.id;
  const role = await newRole(olga, [policy]);
  const team = how === "team" ? await newTeam(olga, "Night shift", milo) : 0;
  const place = how === "group" ? { resourceId: "Shop", resourceType: "ENV_GROUP" } : { resourceId: env };
  const isListed = how === "list" || how === "list alone";
  const share = isListed
    ? 0
    : (await must(olga, "SetResource", { collaborationId: team || id, ...place, roleIds: role })).id;
  const listed = isListed ? [{ principalType: "user", email: milo.email, role: "writer" }] : [];
  const at = await drawingOf(olga, listed, isListed ? undefined : env);
  if (status === "SUSPENDED") await must(olga, "SuspendMember", { id });
  return { olga, milo, id, env, at, policy, viewing, role, share, team };
}

/** What is open: Milo's pages and Olga's, his diagram, and the socket of a program of his, on each of the nodes. */
async function opened({ olga, milo, at }: Scene, draws: boolean) {
  const program = await tokenOf(milo.uid, [...DRAWING, "threatmodel.session.JoinSession"]);
  const ticket = async () => (await doAs(milo, makeTicket, { sessionId: at.session })).ticket;
  if (draws) await doAs(milo, startSession, at);
  const all: Record<string, Line> = {};
  for (const [index, port] of ports.entries()) {
    const node = `node ${index + 1}`;
    all[`Shared with me, ${node}`] = await page(port, milo);
    all[`Access of the owner, ${node}`] = await page(port, olga);
    if (!draws) continue;
    all[`diagram, ${node}`] = line(port, pathOf(at, `session_id=${at.session}&ticket=${await ticket()}&confer=1`));
    all[`program, ${node}`] = line(port, pathOf(at, `session_id=${at.session}&token=${program}`), {
      "x-tmi-profile": "1.8",
    });
  }
  await until(() => Object.values(all).every(({ heard }) => heard.length > 0), 10_000);
  await new Promise((done) => setTimeout(done, 300));
  for (const [name, { heard, closed }] of Object.entries(all)) {
    expect(closed, name).toBeNull();
    expect(heard.length, name).toBeGreaterThan(0);
    heard.length = 0;
  }
  return { all, program };
}

type Told = (one: Line) => string | undefined;
const changed: Told = ({ heard }) => heard.find(({ type }) => type === "changed" || type === "resync")?.type;
const standing =
  (state: string, by = "Olga"): Told =>
  ({ heard }) => {
    const found = heard.find((one) => one.type === "standing")?.standing;
    return found?.state === state && found.by === by ? `${state}, by ${by}` : undefined;
  };
const shut =
  (code: number, reason: RegExp): Told =>
  ({ closed }) =>
    closed?.code === code && reason.test(closed.reason) ? `${code} ${closed.reason}` : undefined;
/** They stay, to look on, and are told what took it. */
const looksOn =
  (what: string): Told =>
  ({ heard }) => {
    const found = heard.find((one) => one.message_type === "confer_rights" && one.may_edit === false);
    return found?.because?.what === what ? JSON.stringify(found.because) : undefined;
  };
const reader: Told = ({ heard }) =>
  heard.some((one) => one.participants?.some((who: Frame) => who.permissions === "reader")) ? "reader" : undefined;
const stays: Told = () => "nothing of theirs";

type Row = {
  name: string;
  how?: How;
  status?: "SUSPENDED";
  work(at: Scene & { program: string; team: number }): Promise<unknown>;
  /** It comes by itself, at `ending`, which the work has set. */
  ends?: true;
  page: Told;
  owner?: Told;
  diagram: Told;
  program?: Told;
};

const AHEAD = 1_500;
let ending = 0;
const inAWhile = () => {
  ending = Date.now() + AHEAD;
  return new Date(ending).toISOString();
};
const gone = shut(4403, /./);
const PASSWORD = "quiet-harbour-lamp-42";
const done = ({ body }: { body: { result: number } }) => expect(body).toMatchObject({ result: 0 });

/** Another sign-in of theirs, from which they may change what asks for the password; and the token of theirs that is in the room. */
async function elsewhere({ uid }: Somebody): Promise<{ session: string; token: number }> {
  const hash = await hashPassword(PASSWORD);
  await transaction((tx) => savePassword(tx, uid, hash));
  const session = await signInAs(uid);
  const { apiTokens } = await doAs({ session } as Somebody, getTokens, {});
  return { session, token: apiTokens[0]!.id };
}
/** All that came in with a sign-in of theirs is ended for this reason; their token and the owner's page are not. */
const signedOut = (how: RegExp): Pick<Row, "page" | "owner" | "diagram" | "program"> => ({
  page: shut(4401, how),
  owner: stays,
  diagram: shut(4401, /sign-in has ended/),
  program: stays,
});

const rows: Row[] = [
  {
    name: "suspended",
    work: ({ olga, id }) => must(olga, "SuspendMember", { id }),
    page: standing("SUSPENDED"),
    diagram: shut(4403, /suspended/i),
  },
  {
    name: "activated",
    status: "SUSPENDED",
    work: ({ olga, id }) => must(olga, "ActivateMember", { id }),
    page: standing("ACTIVE"),
    diagram: stays,
  },
  {
    name: "removed",
    work: ({ olga, id }) => must(olga, "DeleteMember", { id }),
    page: standing("REMOVED"),
    diagram: gone,
  },
  {
    name: "membership ended",
    ends: true,
    work: ({ olga, id }) => call("confer.access.SetMemberEnd", { id, until: inAWhile() }, olga.session),
    page: standing("ENDED", ""),
    diagram: shut(4403, /^access ended on /),
  },
  {
    name: "share ended",
    ends: true,
    work: ({ olga, share }) => call("confer.access.SetShareEnd", { id: share, until: inAWhile() }, olga.session),
    page: changed,
    diagram: shut(4403, /^access ended on /),
  },
  {
    name: "role edited",
    work: ({ olga, role, viewing }) => must(olga, "EditRole", { id: role, policies: viewing }),
    page: changed,
    diagram: looksOn("role-changed"),
    program: reader,
  },
  {
    name: "policy edited",
    work: ({ olga, policy }) => must(olga, "EditPolicy", { id: policy, methods: VIEWING.join(",") }),
    page: changed,
    diagram: looksOn("policy-changed"),
    program: reader,
  },
  {
    name: "unshared",
    work: ({ olga, id, share }) => must(olga, "DeleteResources", { collaborationId: id, ids: share }),
    page: changed,
    diagram: gone,
  },
  {
    name: "group moved",
    how: "group",
    work: ({ olga, env }) =>
      call("environment.group.DetachEnv", { envName: env, envGroup: "Shop" }, olga.session).then(({ body }) =>
        expect(body).toMatchObject({ result: 0 }),
      ),
    page: changed,
    diagram: gone,
  },
  {
    name: "environment deleted",
    work: ({ olga, env }) =>
      call("environment.control.DeleteEnv", { envName: env }, olga.session).then(({ body }) =>
        expect(body).toMatchObject({ result: 0 }),
      ),
    page: changed,
    diagram: gone,
  },
  {
    name: "team membership removed",
    how: "team",
    work: async ({ olga, team }) => {
      const sql = "select id from member where owner_uid = $1 and collaboration_id = $2";
      const { rows: found } = await pool().query(sql, [olga.uid, team]);
      await doAs(olga, deleteTeamMember, { memberId: Number(found[0].id) });
    },
    page: standing("REMOVED"),
    diagram: gone,
  },
  {
    name: "token revoked",
    work: async ({ milo }) => {
      const { apiTokens } = await doAs(milo, getTokens, {});
      await call("users.authentication.DeleteTokens", { ids: String(apiTokens[0]!.id) }, milo.session);
    },
    page: changed,
    owner: stays,
    diagram: stays,
    program: shut(4401, /sign-in|token/),
  },
  {
    name: "taken off a threat model's list",
    how: "list",
    work: ({ olga, at }) => doAs(olga, editThreatModel, { id: at.threatModelId, changes: { authorization: [] } }),
    page: changed,
    diagram: gone,
  },
  {
    name: "sign-in ended elsewhere",
    work: async ({ milo }) => {
      const other = await signInAs(milo.uid);
      await call("users.authentication.SignoutSessions", { ids: "*" }, other);
    },
    page: (one) => shut(4401, /ended-elsewhere/)(one),
    owner: stays,
    diagram: shut(4401, /sign-in has ended/),
    program: stays,
  },
  {
    name: "password changed elsewhere",
    work: async ({ milo }) => {
      const { session } = await elsewhere(milo);
      const words = { oldPassword: PASSWORD, newPassword: `${PASSWORD}-and-more` };
      done(await call("users.account.ChangePassword", words, session));
    },
    ...signedOut(/^password-changed$/),
  },
  {
    name: "password set anew by letter",
    work: async ({ milo }) => {
      const account = (await findAccount(db(), milo.uid))!;
      const until = new Date(Date.now() + 60_000);
      const key = newLink({ use: "recover", uid: milo.uid, until }, recoverState(account));
      done(await call("users.registration.Activate", { key, password: PASSWORD }));
    },
    ...signedOut(/^password-changed$/),
    program: shut(4401, /./),
  },
  {
    name: "second factor added elsewhere",
    work: async ({ milo }) => {
      const { session } = await elsewhere(milo);
      const { body } = await call("users.account.Enable2FA", { password: PASSWORD }, session);
      const { secret } = body as unknown as { secret: string };
      const code = codeOf(secret, Math.floor(Date.now() / 30_000));
      done(await call("users.account.Enable2FA", { secret, code }, session));
    },
    ...signedOut(/^second-factor$/),
  },
  {
    name: "signed out in another window",
    work: async ({ milo }) => done(await call("users.authentication.Signout", {}, milo.session)),
    ...signedOut(/^signed-out$/),
  },
  {
    name: "token given a new key",
    work: async ({ milo }) => {
      const { session, token } = await elsewhere(milo);
      done(await call("users.authentication.RegenerateToken", { id: token, password: PASSWORD }, session));
    },
    page: changed,
    owner: stays,
    diagram: stays,
    program: shut(4401, /./),
  },
  {
    name: "token ended",
    ends: true,
    work: async ({ milo }) => {
      const { session, token } = await elsewhere(milo);
      // The platform's dates are of whole seconds.
      await new Promise((done) => setTimeout(done, 1_000 - ((Date.now() + AHEAD) % 1_000)));
      const expiresAt = inAWhile().slice(0, 19).replace("T", " ");
      ending -= ending % 1_000;
      done(await call("users.authentication.EditToken", { id: token, expiresAt, password: PASSWORD }, session));
    },
    page: changed,
    owner: stays,
    diagram: stays,
    program: shut(4401, /./),
  },
  {
    name: "line of a threat model's list ended",
    how: "list",
    ends: true,
    work: async ({ olga, milo, at }) => {
      const line = { threatModelId: at.threatModelId, email: milo.email, until: inAWhile() };
      done(await call("confer.access.SetListEnd", line, olga.session));
    },
    page: changed,
    diagram: shut(4403, /^access ended on /),
  },
  {
    name: "taken off a threat model's list by which alone they saw it",
    how: "list alone",
    work: ({ olga, at }) => doAs(olga, editThreatModel, { id: at.threatModelId, changes: { authorization: [] } }),
    page: changed,
    diagram: gone,
  },
  {
    name: "suspended by a delegate",
    work: async ({ olga, id }) => {
      const dana = await delegateOf(olga);
      await must({ ...dana, name: "Dana" }, "SuspendMember", { id, ownerUid: olga.uid });
    },
    page: standing("SUSPENDED", "Milo"),
    diagram: shut(4403, /suspended/i),
  },
  {
    name: "left",
    work: ({ milo, id }) => doAs(milo, leaveCollaboration, { id }),
    page: changed,
    diagram: gone,
  },
];

const measured: string[] = [];
afterAll(() => {
  if (process.env.TOLD) process.stdout.write(`${measured.join("\n")}\n`);
});

describe("on two nodes, within a second and with the reason", () => {
  for (const row of rows) {
    it(`${row.name}: their pages, the owner's, the diagram they have open and a program of theirs`, async () => {
      const draws = row.status !== "SUSPENDED";
      const at = await scene(row.how ?? "direct", row.status ?? "ACTIVE");
      const { all, program } = await opened(at, draws);
      const kinds: Record<string, Told> = {
        Shared: row.page,
        Access: row.owner ?? changed,
        diagram: row.diagram,
        program: row.program ?? row.diagram,
      };
      await row.work({ ...at, program });
      let began = Date.now();
      if (row.ends) {
        began = ending;
        await new Promise((done) => setTimeout(done, ending - Date.now()));
        // Setting an end is a change as well, and told; what counts is what is told when it has come.
        for (const one of Object.values(all)) one.heard = one.heard.filter(({ at }) => at >= ending);
      }
      const took = await Promise.all(
        Object.entries(all).map(async ([name, one]) => {
          const told = kinds[name.split(/[ ,]/)[0]!]!;
          await until(() => told(one) !== undefined, WITHIN * 6);
          return { name, told: told(one), ms: Date.now() - began, one };
        }),
      );
      for (const { name, told, ms } of took) measured.push(`${row.name} · ${name} · ${ms} ms · ${told}`);
      const late = took
        .filter(({ told, ms }) => told === undefined || ms >= WITHIN)
        .map(({ name, told, ms, one }) => `${name}: ${told ?? JSON.stringify([one.closed, one.heard])}, ${ms} ms`);
      expect(late).toEqual([]);
    }, 60_000);
  }

  it("account closed, because somebody else claims an address that was never confirmed: its pages say so", async () => {
    const email = `claimed-${Date.now()}@example.com`;
    const claim = { email, password: PASSWORD, name: "Ned" };
    done(await call("users.registration.CreateAccount", claim));
    const { body } = await call("users.authentication.Signin", { login: email, password: PASSWORD });
    const ned = await Promise.all(ports.map((port) => page(port, body as unknown as Somebody)));
    await until(() => ned.every(({ heard }) => heard.length > 0), 10_000);
    const began = performance.now();
    done(await call("users.registration.CreateAccount", claim));
    const told = shut(4401, /^closed$/);
    await until(() => ned.every((one) => told(one) !== undefined), WITHIN * 6);
    measured.push(`account closed · both nodes · ${Math.round(performance.now() - began)} ms`);
    expect(ned.map(({ closed }) => closed)).toEqual(Array(2).fill({ code: 4401, reason: "closed" }));
    expect(performance.now() - began).toBeLessThan(WITHIN);
  });
});
