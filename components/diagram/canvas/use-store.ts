import { useSyncExternalStore } from "react";

/** Draws again when what is picked is another; pick something that stays itself. */
export const useStore = <S, T>(
  store: { getState(): S; subscribe(tell: () => void): () => void },
  pick: (state: S) => T,
): T =>
  useSyncExternalStore(
    store.subscribe,
    () => pick(store.getState()),
    () => pick(store.getState()),
  );
