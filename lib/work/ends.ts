import { db } from "../../db/client";
import { dueEndsOf, dueWithin } from "../../db/ends";
import { onRing } from "../bell";
import { logFault } from "../fault";
import { settleEnds } from "../operations/ends";
import { perform } from "../operations/perform";
import { actorFor } from "./owner-actor";

/**
 * A clock in every process that says aloud when something ends, so that open pages and sockets hear of it within the second. Whoever is
 * first does it for all; where none does, what has ended is over all the same, and only said late.
 */
export type EndsClock = { close(): Promise<void> };

const LOOK_EVERY = 10_000;
/** Looked for again before that, so that nothing falls between two looks. */
const AHEAD = 15_000;
const MOST = 1_000;
/** So that the end is over for the database as well when it is asked. */
const AFTER = 5;
const SET_BY = new Set([
  "confer.access.GrantRequest",
  "confer.access.SettleEnds",
  "confer.access.SetListEnd",
  "confer.access.SetMemberEnd",
  "confer.access.SetShareEnd",
  "confer.pages.Invite",
  "threatmodel.model.CreateThreatModel",
  "threatmodel.model.EditThreatModel",
  "users.authentication.CreateToken",
  "users.authentication.EditToken",
  "users.authentication.RegenerateToken",
  "users.collaboration.EditMember",
  "users.collaboration.InviteMember",
  "users.collaboration.AddResources",
  "users.collaboration.SetResource",
  "users.collaboration.SetResources",
  "users.team.Invite",
]);

export function openEndsClock(): EndsClock {
  const timers = new Map<number, NodeJS.Timeout>();
  const working = new Set<Promise<void>>();
  let closed = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    for (const { owner, in: within } of await dueWithin(AHEAD, MOST)) {
      if (closed) return;
      clearTimeout(timers.get(owner));
      const timer = setTimeout(() => begin(owner), within + AFTER);
      timer.unref();
      timers.set(owner, timer);
    }
  }

  function begin(owner: number): void {
    timers.delete(owner);
    const work = settle(owner)
      .catch(fault)
      .finally(() => working.delete(work));
    working.add(work);
  }

  const lookSoon = (): void => {
    looking = looking.then(() => (closed ? undefined : look())).catch(fault);
  };
  const stopHearing = onRing((rung) => {
    if ("owner" in rung && rung.method !== undefined && SET_BY.has(rung.method)) lookSoon();
  });
  const clock = setInterval(lookSoon, LOOK_EVERY);
  clock.unref();
  lookSoon();

  return {
    close: async () => {
      closed = true;
      stopHearing();
      clearInterval(clock);
      for (const timer of timers.values()) clearTimeout(timer);
      await looking;
      await Promise.all(working);
    },
  };
}

const fault = (error: unknown): void => void logFault(error, { method: "WORK", url: "/ends" });

/** Tells what is due for this owner now, if anything still is. */
async function settle(owner: number): Promise<void> {
  if ((await dueEndsOf(db(), owner)).length === 0) return;
  const actor = await actorFor(owner);
  if (actor) await perform(settleEnds, actor, {});
}
