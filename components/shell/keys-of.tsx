/** The keys of a shortcut, one after the other. */
export function KeysOf({ keys }: { keys: string }) {
  return (
    <span dir="ltr" className="ms-auto flex flex-none gap-1 ps-3">
      {keys.split(" ").map((key, index) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may come twice
          key={index}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-md border border-line bg-paper px-1 font-mono text-[11px]/none text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
