"use client";

import { useEffect, useEffectEvent } from "react";

/** What the Navigation API tells of a navigation; browsers without it leave the page on Back, as ever. */
type Leaving = Event & { navigationType: string; userInitiated: boolean; destination: { url: string } };

/** While something is open that has no address of its own, Back closes it instead of leaving the page. */
export function useBackCloses(open: boolean, close: () => void): void {
  const back = useEffectEvent((event: Event) => {
    const { navigationType, userInitiated, destination } = event as Leaving;
    // What our own code goes back by is no press of Back; and what has an address of its own is closed by leaving that.
    const isPress = navigationType === "traverse" && userInitiated;
    if (!isPress || new URL(destination.url).pathname === window.location.pathname || !event.cancelable) return;
    event.preventDefault();
    close();
  });
  useEffect(() => {
    const { navigation } = window as { navigation?: EventTarget };
    if (!open || !navigation) return;
    const heard = (event: Event) => back(event);
    navigation.addEventListener("navigate", heard);
    return () => navigation.removeEventListener("navigate", heard);
  }, [open]);
}
