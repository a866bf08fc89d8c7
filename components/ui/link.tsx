"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, createContext, type MouseEvent, useContext } from "react";

/** What every link of the page takes along, such as whose account it is about. */
export const HrefContext = createContext<(href: string) => string>((href) => href);
export const useHref = (): ((href: string) => string) => useContext(HrefContext);

/**
 * A link to a page of ours: goes there without loading everything anew, and begins to when the pointer comes near. For
 * `next/link`, which costs 3 kB a page and asks the server about every link in sight, though each page is made for one request.
 */
export function Link({ href: to, onClick, onPointerEnter, ...rest }: ComponentProps<"a"> & { href: string }) {
  const router = useRouter();
  const href = useHref()(to);
  return (
    <a
      {...rest}
      href={href}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        router.prefetch(href);
      }}
      onClick={(event) => {
        onClick?.(event);
        if (!isPlain(event)) return;
        event.preventDefault();
        router.push(href);
      }}
    />
  );
}

/** Not one that opens another window, saves, or was answered already. */
export const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;
