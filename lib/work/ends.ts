import { db } from "../../db/client";
import { dueEndsOf, dueWithin, forgetDue } from "../../db/ends";
import { onRing } from "../bell";
import { logFault } from "../fault";
import { settleEnds } from "../operations/ends";
import { perform } from "../operations/perform";
import { actorFor } from "./owner-actor";

/**
 * A clock in every process that says aloud when something ends, so that open pages and sockets hear of it within the second. Whoever is
 * first does it for all; where none does, what has ended is over all the same, and only said late.
 */
export type EndsClock = { lookSoon(): void; close(): Promise<void> };

const LOOK_EVERY = 10_000;
/** Looked for again before that, so that nothing falls between two looks. */
const AHEAD = 15_000;
const MOST = 1_000;
/** So that the end is over for the database as well when it is asked. */
const AFTER = 5;
/** What did not work is tried again, long before the next look. */
const AGAIN_IN = 500;
const AGAIN_AT_MOST_IN = 8_000;
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

/** `due`, `settle`: a test gives its own. */
export function openEndsClock(
  due: typeof dueWithin = dueWithin,
  settle: (owner: number) => Promise<void> = settleDue,
): EndsClock {
  const timers = new Map<number, NodeJS.Timeout>();
  const working = new Map<number, Promise<void>>();
  /** How often it has failed for whom, one time after the other. */
  const failed = new Map<number, number>();
  let closed = false;
  let looking: Promise<void> = Promise.resolve();
  let isAsked = false;
  let again: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    const found = await due(AHEAD, MOST);
    for (const { owner, in: within } of found) {
      // What is tried again has its time, and what is worked on tells of itself what comes next.
      if (!working.has(owner) && !failed.has(owner)) beginIn(owner, within + AFTER);
    }
    if (found.length === MOST) lookAgain();
  }

  function beginIn(owner: number, within: number): void {
    clearTimeout(timers.get(owner));
    if (!closed) timers.set(owner, setTimeout(() => begin(owner), within).unref());
  }

  function begin(owner: number): void {
    timers.delete(owner);
    const work = settle(owner)
      .then(
        () => void failed.delete(owner),
        (error) => {
          fault(error);
          const times = failed.get(owner) ?? 0;
          failed.set(owner, times + 1);
          beginIn(owner, Math.min(AGAIN_IN * 2 ** times, AGAIN_AT_MOST_IN));
        },
      )
      .finally(() => working.delete(owner));
    working.set(owner, work);
  }

  /** One look that has not begun sees whatever is set until it does: a thousand changes at once are not a thousand looks. */
  function lookSoon(): void {
    if (isAsked) return;
    isAsked = true;
    looking = looking.then(async () => {
      isAsked = false;
      if (!closed) await look();
    });
    looking = looking.catch((error) => {
      fault(error);
      lookAgain();
    });
  }

  function lookAgain(): void {
    if (closed || again) return;
    again = setTimeout(() => {
      again = null;
      lookSoon();
    }, AGAIN_IN).unref();
  }

  const stopHearing = onRing((rung) => {
    if ("owner" in rung && rung.method !== undefined && SET_BY.has(rung.method)) lookSoon();
  });
  const clock = setInterval(lookSoon, LOOK_EVERY);
  clock.unref();
  lookSoon();

  return {
    lookSoon,
    close: async () => {
      closed = true;
      stopHearing();
      clearInterval(clock);
      if (again) clearTimeout(again);
      await looking;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(working.values());
    },
  };
}

const fault = (error: unknown): void => void logFault(error, { method: "WORK", url: "/ends" });

/** Tells what is due for this owner now, if anything still is. Of a closed account nothing is told to anybody any more. */
async function settleDue(owner: number): Promise<void> {
  if ((await dueEndsOf(db(), owner)).length === 0) return;
  const actor = await actorFor(owner);
  if (actor) await perform(settleEnds, actor, {});
  else await forgetDue(owner);
}
