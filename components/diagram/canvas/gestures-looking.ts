import { holds, meets } from "@/lib/domain/diagram/geometry";
import { type End, endsOf } from "@/lib/domain/diagram/read-cell";
import { between, type Gesture, type Hand, NOTHING } from "./gesture";
import type { Stage } from "./stage";

/** What a pressed pointer does to look and to choose. Each begins where the hand is, and speaks to the stage alone. */

export function pan(stage: Stage, { screen }: Hand): Gesture {
  let last = screen;
  return {
    is: "pan",
    move(hand) {
      stage.camera.panBy(hand.screen.x - last.x, hand.screen.y - last.y);
      last = hand.screen;
    },
    end: () => {},
    cancel: () => {},
    doing: () => NOTHING,
  };
}

/** Chooses what lies in a frame: elements that it meets, boundaries that it holds whole, flows both ends of which are chosen. */
export function marquee(stage: Stage, start: Hand): Gesture {
  const before = start.shift ? stage.chosen : [];
  return {
    is: "marquee",
    move({ world }) {
      const box = between(start.world, world);
      const chosen = new Set(before);
      for (const { id, kind, box: its } of stage.scene.all()) {
        if (its && (kind === "boundary" ? holds(box, its) : meets(box, its))) chosen.add(id);
      }
      for (const { id, kind, cell } of stage.scene.all()) {
        if (kind !== "flow") continue;
        const { source, target } = endsOf(cell);
        const isHeld = (end: End) =>
          end !== null && ("cell" in end ? chosen.has(end.cell) : holds(box, { ...end, width: 0, height: 0 }));
        if (isHeld(source) && isHeld(target)) chosen.add(id);
      }
      stage.mode.set({ marquee: box });
      stage.view.select([...chosen]);
    },
    end: () => stage.choose(stage.chosen),
    cancel: () => stage.view.select(before),
    doing: () => NOTHING,
  };
}
