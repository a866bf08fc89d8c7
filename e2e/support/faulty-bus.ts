import { type Bus, openBus } from "../../lib/realtime/bus";
import { memoryLine } from "../../lib/realtime/bus-memory";
import { type Dice, pick } from "../rooms/mutate";

/** How a bus breaks its word: the share of texts it loses and says twice, and how late one may be (milliseconds), which also reorders them. */
export type Faults = { loses: number; doubles: number; late: number; babbles?: number };

/** A bus within this process with these faults; each line of it has them by itself. */
export function faultyBus(dice: Dice, { loses, doubles, late, babbles = 0 }: Faults): Bus {
  const timers = new Set<NodeJS.Timeout>();
  const said: string[] = [];
  const bus = openBus((hear) => {
    const line = memoryLine((text) => {
      if (dice() < loses) return;
      said.push(text);
      deliver(text);
      if (dice() < doubles) deliver(text);
      // Something of long ago, or no more than a part of it.
      if (dice() < babbles) deliver(dice() < 0.5 ? pick(dice, said) : text.slice(0, Math.floor(dice() * text.length)));
    });
    function deliver(text: string): void {
      const timer = setTimeout(() => {
        timers.delete(timer);
        hear(text);
      }, dice() * late);
      timers.add(timer);
    }
    return line;
  });
  return {
    ...bus,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await bus.close();
    },
  };
}
