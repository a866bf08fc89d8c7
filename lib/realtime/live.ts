import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { findAccount, versionNow } from "../../db/accounts";
import { db } from "../../db/client";
import { nowThere } from "../../db/clock";
import { happenedTo } from "../../db/journal";
import { findKey } from "../../db/keys";
import { endedSharesOf, invitationsTo, invitedBy, namedBy, namingsOf, standingsOf } from "../../db/live";
import { worldOf } from "../../db/worlds";
import { actorOf } from "../actors";
import { config } from "../config.mjs";
import { Refusal } from "../domain/refusal";
import { decide } from "../domain/rights";
import { logFault } from "../fault";
import { listJournal } from "../operations/journal";
import { getStanding } from "../operations/pages";
import { perform } from "../operations/perform";
import type { Bus } from "./bus";
import { refuse, type Visitor, visitorOf } from "./door";
import { createHub, type House, type Line } from "./hub";
import { CLOSE, STILL_EVERY } from "./protocol";
import { carryRings } from "./rings";

/** Everything behind `/live`: the door, the pages that sit here, the bus that rings, and the clock. */
export type Live = {
  /** Takes a request that wants to become a live line. `ip` is who really asks. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ip: string): void;
  /** Lets all pages go; they come back, to whoever is there then. */
  hangUp(): void;
  close(): Promise<void>;
};

/** What lets somebody read the journal of an owner who is another. */
const MANAGES = listJournal.grant!;
const LOOK_EVERY = 5_000;
const PING_EVERY = 10_000;

export function openLive(bus: Bus): Live {
  const hub = createHub(house);
  const deaf = carryRings(hub.hear, bus);
  // Pages say nothing here, so there is nothing to hold or unpack.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64, perMessageDeflate: false });
  const addresses = new Map<string, number>();
  const clocks = [
    setInterval(hub.lookAtAll, LOOK_EVERY),
    setInterval(hub.beat, STILL_EVERY),
    setInterval(() => sockets.clients.forEach(ping), PING_EVERY),
  ];
  for (const clock of clocks) clock.unref();

  async function receive(request: IncomingMessage, socket: Duplex, head: Buffer, ip: string): Promise<void> {
    if ((addresses.get(ip) ?? 0) >= config().caps.socketsOfAddress) return refuse(socket, { status: 429 });
    count(ip, 1);
    socket.on("close", () => count(ip, -1));
    const visitor = await visitorOf(request, config());
    if ("status" in visitor) return refuse(socket, visitor);
    if (hub.sittingOf(visitor.key.uid) >= config().caps.socketsOfPerson) return refuse(socket, { status: 429 });
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (line) => seat(line, visitor));
  }

  function seat(line: WebSocket, { key, hashes }: Visitor): void {
    alive.add(line);
    line.on("pong", () => alive.add(line));
    line.on("error", () => line.terminate());
    line.on("message", () => line.close(CLOSE.policy, "nothing is said here"));
    line.on("close", hub.admit(hashes, key, asLine(line)));
  }

  function count(ip: string, more: 1 | -1): void {
    const n = (addresses.get(ip) ?? 0) + more;
    if (n > 0) addresses.set(ip, n);
    else addresses.delete(ip);
  }

  return {
    upgrade: (request, socket, head, ip) => {
      receive(request, socket, head, ip).catch((error) => {
        house.fault(error);
        socket.destroy();
      });
    },
    hangUp: () => {
      hub.close();
      setTimeout(() => sockets.clients.forEach((line) => void line.terminate()), 500).unref();
    },
    close: async () => {
      for (const clock of clocks) clearInterval(clock);
      hub.close();
      for (const line of sockets.clients) line.terminate();
      sockets.close();
      deaf();
    },
  };
}

/** Lines whose other end has answered since it was last asked. */
const alive = new WeakSet<WebSocket>();

function ping(line: WebSocket): void {
  if (alive.delete(line)) line.ping();
  else line.terminate();
}

const asLine = (line: WebSocket): Line => ({
  send: (text) => line.readyState === line.OPEN && line.send(text),
  end: (code, reason) => {
    line.close(code, reason);
    // One that does not take leave is shown out.
    setTimeout(() => line.terminate(), 2_000).unref();
  },
  waiting: () => line.bufferedAmount,
});

const from = { ip: "", userAgent: "" };

const house: House = {
  findKey,
  now: nowThere,
  standingsOf,
  endedSharesOf,
  invitationsTo,
  invitedBy,
  namedBy,
  namingsOf,
  managersOf: async (owner, people) => {
    const version = await versionNow(owner);
    if (version === null) return new Set();
    const account = { type: "ACCOUNT", id: String(owner) } as const;
    const manages = async (uid: number) => decide(await worldOf(db(), owner, version, uid), { uid }, MANAGES, account);
    const judged = await Promise.all(people.map(async (uid) => ((await manages(uid)).allowed ? uid : null)));
    return new Set(judged.filter((uid) => uid !== null));
  },
  tellStanding: async (hashes, { owner, memberId }) => {
    const key = await findKey(hashes);
    if (!key) return null;
    try {
      const standing = await perform(getStanding, await actorOf(key, from, "socket"), { ownerUid: owner, memberId });
      const { ownerName, ownerEmail, state, by, since } = standing;
      // What people did themselves they know.
      return by === "" && state !== "ENDED" ? null : { owner, ownerName, ownerEmail, state, by, since };
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  },
  tellEnded: async (hashes, { owner, memberId }, after) => {
    const key = await findKey(hashes);
    if (!key) return [];
    try {
      const asked = { ownerUid: owner, memberId, after };
      return (await perform(getStanding, await actorOf(key, from, "socket"), asked)).ended;
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  },
  howEnded: async (uid, signInId) => {
    const [ended] = await happenedTo(db(), uid, "sign-in", signInId, 1);
    if (ended?.method === "users.authentication.Signout") return "signed-out";
    if (ended?.method === "users.authentication.SignoutSessions") return "ended-elsewhere";
    if ((await findAccount(db(), uid))?.status !== "ACTIVE") return "closed";
    const [account] = await happenedTo(db(), uid, "account", uid, 1);
    const isFresh = account !== undefined && Date.now() - account.at.getTime() < 60_000;
    const after = isFresh ? (account.after as { password?: string; twoFactor?: boolean } | null) : null;
    if (after?.password) return "password-changed";
    return after?.twoFactor ? "second-factor" : "expired";
  },
  fault: (error) => void logFault(error, { method: "LIVE", url: "/live" }),
};
