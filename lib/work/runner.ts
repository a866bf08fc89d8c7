import {
  activitiesOf,
  beginActivity,
  cancelActivity,
  type Due,
  dueActivities,
  finishActivity,
  holdActivity,
  nextStep,
  pauseActivity,
  settleStep,
} from "../../db/activities";
import { db, transaction } from "../../db/client";
import { onRing, ring } from "../bell";
import type { Wanted } from "../domain/activity";
import { logFault } from "../fault";
import { actorFor } from "./owner-actor";
import { Pause, takeStep } from "./take-step";

/**
 * Takes the steps of long work, after its answer was given. Whoever takes one up holds it for a while, and goes on holding it while
 * it works; so work goes on with the next node, or after the next start, when this one stops at any moment. A step under way then is
 * taken again, which does no harm.
 */
export type Runner = { close(): Promise<void> };

const AT_ONCE = 2;
const LOOK_EVERY = 10_000;
const HELD_FOR = 30_000;
const HOLD_AGAIN = 10_000;
const TELL_EVERY = 250;
const AFTER_A_FAULT = 60_000;
const STARTED_BY = new Set(["confer.pages.StartInvites", "confer.pages.StartImport"]);

export function openRunner(): Runner {
  const running = new Map<string, Promise<void>>();
  let closed = false;
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        await takeUp();
      } while (again && !closed);
    } catch (error) {
      fault(error);
    } finally {
      looking = false;
    }
  }

  async function takeUp(): Promise<void> {
    if (closed || running.size >= AT_ONCE) return;
    for (const due of await dueActivities(AT_ONCE * 4)) {
      const key = `${due.uid}/${due.id}`;
      if (closed || running.size >= AT_ONCE || running.has(key)) continue;
      const held = new Date(Date.now() + HELD_FOR);
      if (!(await holdActivity(due, held))) continue;
      const work = run({ ...due, dueAt: held }, () => closed)
        .catch(fault)
        .finally(() => {
          running.delete(key);
          void look();
        });
      running.set(key, work);
    }
  }

  const stopHearing = onRing((rung) => {
    if ("owner" in rung && rung.method !== undefined && STARTED_BY.has(rung.method)) void look();
  });
  const clock = setInterval(look, LOOK_EVERY);
  clock.unref();
  void look();

  return {
    close: async () => {
      closed = true;
      stopHearing();
      clearInterval(clock);
      await Promise.all(running.values());
    },
  };
}

const fault = (error: unknown): void => void logFault(error, { method: "WORK", url: "/activity" });

/** Works on what this node holds until it is done, ended by somebody, has to wait, or `stop` says so. */
async function run(held: Due, stop: () => boolean): Promise<void> {
  const { uid, id } = held;
  const [activity] = await activitiesOf(db(), uid, id);
  if (!activity || !(await beginActivity(uid, id))) return finishActivity(uid, id, new Date());
  let holding = held;
  let heldAt = Date.now();
  let toldAt = 0;
  const hold = async (until: number): Promise<boolean> => {
    const dueAt = new Date(until);
    const still = await holdActivity(holding, dueAt);
    holding = { ...holding, dueAt };
    return still;
  };
  for (let after = 0; ; ) {
    if (Date.now() - heldAt > HOLD_AGAIN) {
      heldAt = Date.now();
      if (!(await hold(heldAt + HELD_FOR))) return;
    }
    if (Date.now() - toldAt > TELL_EVERY) {
      toldAt = Date.now();
      ring({ person: uid });
    }
    // Given back at once, for whoever starts next.
    if (stop()) return void (await hold(Date.now()));
    const step = await nextStep(uid, id, after);
    if (!step) break;
    const actor = await actorFor(uid);
    if (!actor) return void (await transaction((tx) => cancelActivity(tx, uid, id, new Date())));
    try {
      const outcome = await takeStep(actor, activity.kind, step.asked as Wanted);
      if (!(await settleStep(uid, id, step.n, outcome))) return ring({ person: uid });
    } catch (error) {
      if (!(error instanceof Pause)) {
        fault(error);
        await hold(Date.now() + AFTER_A_FAULT);
        return;
      }
      await pauseActivity(uid, id, new Date(Date.now() + error.seconds * 1000));
      return ring({ person: uid });
    }
    after = step.n;
  }
  await finishActivity(uid, id, new Date());
  ring({ person: uid, ended: id });
}
