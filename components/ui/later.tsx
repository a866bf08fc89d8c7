"use client";

import { type ComponentType, lazy, type ReactNode, Suspense, useRef } from "react";

/** A component whose code is fetched when it is first shown: what floats over a page costs nothing until then. */
export function later<P extends { open: boolean }>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Later(props: P): ReactNode {
    const opened = useRef(props.open);
    opened.current ||= props.open;
    return (
      opened.current && (
        <Suspense fallback={null}>
          <Loaded {...props} />
        </Suspense>
      )
    );
  };
}
