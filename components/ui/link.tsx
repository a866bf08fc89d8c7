"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

/**
 * A link to a page of ours: goes there without loading everything anew, and begins to when the pointer comes near. For
 * `next/link`, which costs 3 kB a page and asks the server about every link in sight, though each page is made for one request.
 */
export function Link({ href, onClick, onPointerEnter, ...rest }: ComponentProps<"a"> & { href: string }) {
  const router = useRouter();
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
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;
