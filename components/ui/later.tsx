"use client";

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";

/**
 * Code that is fetched when it is first wanted; null until it is here. Not by Suspense, which holds back what it reveals for up
 * to 300 ms after a press.
 */
export function useLater<M>(load: () => Promise<M>, wanted: boolean): M | null {
  const [loaded, setLoaded] = useState<M | null>(null);
  useEffect(() => {
    if (wanted && loaded === null) void load().then((module) => setLoaded(() => module));
  }, [load, wanted, loaded]);
  return loaded;
}

/** A component that costs nothing until it is first open; one that knows no `open`, until it is first there. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Later(props: P): ReactNode {
    const open = "open" in props ? Boolean(props.open) : true;
    const opened = useRef(open);
    opened.current ||= open;
    const Loaded = useLater(load, opened.current);
    return Loaded && <Loaded {...props} />;
  };
}
