import { useSyncExternalStore } from "react";
import type { Comparison } from "@/lib/domain/diagram/compare";

/** What is only of this window: what is chosen here, whom it follows, and how it wants to be told. The room is what all share. */
export type ViewState = {
  /** Ids of cells, in the order they were chosen. */
  selected: readonly string[];
  /** The person whose view this window shows. */
  following: number | null;
  /** Nobody sees my pointer. */
  hidesMe: boolean;
  /** What others change is not said aloud. */
  muted: boolean;
  /** On a phone nothing is drawn before somebody asked to, so that nothing is dragged by scrolling. */
  draws: boolean;
  /** The session is about to end for everybody, unless I call it off. */
  ending: boolean;
  /** What became of the diagram between two versions that are looked at. */
  compared: Comparison | null;
};

/** `focus`: the canvas takes the keyboard as well. */
export type Shown = { ids: readonly string[]; focus: boolean };

export type View = ReturnType<typeof makeView>;

const NOTHING: readonly string[] = [];

export function makeView() {
  let state: ViewState = {
    selected: NOTHING,
    following: null,
    hidesMe: false,
    muted: false,
    draws: true,
    ending: false,
    compared: null,
  };
  const changed = new Set<() => void>();
  const shown = new Set<(what: Shown) => void>();
  const renamed = new Set<(id: string) => void>();
  const set = (next: Partial<ViewState>) => {
    state = { ...state, ...next };
    for (const tell of changed) tell();
  };
  const select = (ids: readonly string[]) => {
    if (!isSame(ids, state.selected)) set({ selected: ids });
  };
  return {
    getState: () => state,
    subscribe: (tell: () => void) => during(changed, tell),
    select,
    follow: (following: number | null) => following !== state.following && set({ following }),
    hideMe: (hidesMe: boolean) => set({ hidesMe }),
    mute: (muted: boolean) => set({ muted }),
    draw: (draws: boolean) => set({ draws }),
    end: (ending: boolean) => set({ ending }),
    compare: (compared: Comparison | null) => compared !== state.compared && set({ compared }),
    /** Chooses these and asks the canvas to bring them into view. */
    show(ids: readonly string[], focus = false) {
      select(ids);
      for (const tell of shown) tell({ ids, focus });
    },
    onShow: (tell: (what: Shown) => void) => during(shown, tell),
    /** Asks the canvas to let this one's name be typed. */
    rename(id: string) {
      select([id]);
      for (const tell of renamed) tell(id);
    },
    onRename: (tell: (id: string) => void) => during(renamed, tell),
  };
}

/** Draws again when what is picked is another; pick something that stays itself. */
export const useView = <T>(view: View, pick: (state: ViewState) => T): T =>
  useSyncExternalStore(
    view.subscribe,
    () => pick(view.getState()),
    () => pick(view.getState()),
  );

function during<F>(all: Set<F>, one: F): () => void {
  all.add(one);
  return () => void all.delete(one);
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, n) => id === b[n]);
