import { db } from "../../db/client";
import { databaseTime } from "../../db/diagram-sessions";

/**
 * How fast this machine answers while something is timed: the least question to the database, again and again. What a crowded machine
 * delays shows in it; a wait of our own does not (milliseconds).
 */
export function machinePace() {
  const steps: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now();
      await databaseTime(db());
      steps.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 2));
    }
  })();
  return {
    stop: async (): Promise<{ longest: number; mean: number }> => {
      isOver = true;
      await asking;
      return { longest: Math.max(...steps), mean: steps.reduce((sum, one) => sum + one, 0) / steps.length };
    },
  };
}
