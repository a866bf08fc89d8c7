import type { ReactNode } from "react";

type Shown = {
  name: string;
  email: string;
  /** Beside the name. */
  mark?: ReactNode;
  children?: ReactNode;
};

/** Someone as a list shows them: the initials, what we call them, and their address. */
export function Person({ name, email, mark, children }: Shown) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Initials name={name || email} />
      <span className="min-w-0">
        <span className="block font-medium break-words">
          {name || email}
          {mark}
        </span>
        {name && <span className="block break-words text-muted">{email}</span>}
        {children}
      </span>
    </span>
  );
}

/** `team`: more than one person stands behind it. */
export function Initials({
  name,
  size = "large",
  team = false,
}: {
  name: string;
  size?: "large" | "small";
  team?: boolean;
}) {
  const box = size === "large" ? "size-8 text-label" : "size-6 text-[10px]/none";
  return (
    <span
      aria-hidden
      className={`inline-flex flex-none items-center justify-center ${team ? "rounded-md" : "rounded-[50%]"} border border-line bg-sunken font-medium text-muted ${box}`}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
