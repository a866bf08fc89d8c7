import fs from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { flushCalls } from "@/db/calls";
import { cast, demoPassword } from "@/db/cast";
import { connect, db, disconnect, pool } from "@/db/client";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { migrateToLatest } from "@/db/migrate";
import { onRing } from "./bell";
import { type Config, ConfigError, config } from "./config.mjs";
import { demo } from "./demo";
import { furnish, isEmpty } from "./furnish";
import { onceStarted } from "./once-started";
import { one } from "./one";
import { openJournals } from "./operations/refusals";
import { type Bus, kindFor, openBus } from "./realtime/bus";
import { type Live, openLive } from "./realtime/live";
import { isRoom } from "./realtime/rooms/door";
import { openRooms, type Rooms } from "./realtime/rooms/rooms";
import { registerServerHooks } from "./server-hooks";
import { openWitness } from "./witness";
import { type EndsClock, openEndsClock } from "./work/ends";
import { openRunner, type Runner } from "./work/runner";

/** What boot leaves for those who print and stop: filled once, whichever instance of this module ran it. */
const house = one("house", () => ({
  embedded: null as Embedded | null,
  bus: null as Bus | null,
  live: null as Live | null,
  rooms: null as Rooms | null,
  runner: null as Runner | null,
  ends: null as EndsClock | null,
  journals: null as (() => Promise<void>) | null,
  furnished: false,
}));

/**
 * Lets all that is made begin young, in the whole process. V8 watches each place in the code where things are made, and where enough of
 * them live through their first collections, all that is made there later begins old. A room's edits all live through those, while the
 * young have little room, and nearly none through later ones. Old, they are collected late and keep alive what they name: that cost a
 * busy room a fifth of its processor time (`npm run bench:live fifty`).
 */
const collectYoung = (): void => setFlagsFromString("--no-allocation-site-pretenuring");

/** Switches the house on: the database, its newest shape, the demo where it belongs, and last the hooks of the server. */
export async function boot(): Promise<void> {
  const settings = config();
  collectYoung();
  try {
    await openDatabase(settings);
    await migrateToLatest(db());
    await furnishIfMeant(settings);
  } catch (error) {
    await shutDown();
    throw error;
  }
  house.bus = openBus(kindFor(settings));
  house.live = openLive(house.bus);
  house.runner = openRunner();
  house.ends = openEndsClock();
  openWitness(settings.dataDir);
  house.journals = openJournals((heard) => onRing((ring) => "owner" in ring && heard(ring.owner)));
  house.rooms = openRooms(house.bus, { hostLeaves: settings.hostLeaves });
  const { live, rooms } = house;
  const upgrade: Live["upgrade"] = (request, ...rest) =>
    isRoom(request.url) ? rooms.upgrade(request, ...rest) : live.upgrade(request, ...rest);
  const hangUp = () => {
    live.hangUp();
    rooms.hangUp();
  };
  registerServerHooks({ upgrade, hangUp, stop: shutDown, banner: () => banner(settings) });
}

async function openDatabase(settings: Config): Promise<void> {
  if (settings.databaseUrl) {
    connect({ connectionString: settings.databaseUrl });
    await pingOwnDatabase();
    return;
  }
  house.embedded = await startEmbedded(settings.dataDir);
  connect(house.embedded.connection);
}

async function pingOwnDatabase(): Promise<void> {
  try {
    await onceStarted(() => pool().query("select 1"));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new ConfigError(`DATABASE_URL: the database does not answer (${message || code}).`);
  }
}

/**
 * The demo is for an embedded house that is empty, or for whoever asks for it. A mark in the data directory remembers it, so
 * that people whose passwords everyone knows are never shown to others by a later start with other settings.
 */
async function furnishIfMeant(settings: Config): Promise<void> {
  const mark = path.join(settings.dataDir, "furnished");
  const meant = settings.demo === true || (settings.demo === "auto" && house.embedded !== null);
  if (meant && (await isEmpty())) {
    if (house.embedded) fs.writeFileSync(mark, "", { mode: 0o600 });
    await furnish();
  }
  house.furnished = house.embedded ? fs.existsSync(mark) : settings.demo === true;
  demo.on = house.furnished;
  if (house.furnished && settings.exposed && settings.demo !== true) {
    throw new ConfigError(
      `CONFER_DEMO: ${settings.dataDir} holds the demo, whose passwords are known: say CONFER_DEMO=1 to show it to others, or choose another CONFER_DATA_DIR.`,
    );
  }
}

async function shutDown(): Promise<void> {
  await house.ends?.close();
  house.ends = null;
  await house.runner?.close();
  house.runner = null;
  await house.rooms?.close();
  house.rooms = null;
  await house.live?.close();
  house.live = null;
  await house.journals?.();
  house.journals = null;
  await house.bus?.close();
  house.bus = null;
  // Where nothing was ever connected nothing waits to be written.
  await flushCalls();
  await disconnect();
  await house.embedded?.stop();
  house.embedded = null;
}

function banner(settings: Config): string[] {
  const mail = settings.smtpUrl
    ? `through ${new URL(settings.smtpUrl).hostname}`
    : "kept in the outbox: the page Outbox shows it in the demo";
  const data = settings.databaseUrl ? new URL(settings.databaseUrl).hostname || "DATABASE_URL" : settings.dataDir;
  return [
    ...(house.furnished ? demoPeople() : []),
    `Mail       ${mail}`,
    `Database   ${data}`,
    ...(house.embedded?.notes ?? []),
    ...(house.furnished && settings.exposed
      ? ["Warning: this demo can be reached by others, and its passwords are known."]
      : []),
  ];
}

function demoPeople(): string[] {
  const width = Math.max(...cast.map(({ email }) => email.length));
  const people = cast.map(({ email, shows }) => `  ${email.padEnd(width)}  ${shows}`);
  return ["Demo       sign in as", ...people, `  the password of each: ${demoPassword}`];
}
