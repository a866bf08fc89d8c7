"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { X } from "@/components/ui/icons";
import type { Choice } from "./choices";

/** One of the three questions: typing finds, arrows and Enter choose, Escape closes. `chosen`: what stands there now. */
export function Picker({
  label,
  hint,
  chosen,
  find,
  keyOf,
  onPick,
  onClear,
}: {
  label: string;
  hint: string;
  chosen: string;
  find(search: string): Promise<Choice[]>;
  keyOf(search: string): readonly unknown[];
  onPick(choice: Choice): void;
  onClear(): void;
}) {
  const t = useTranslations("access");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = typed !== null;
  return (
    <div className="relative flex min-w-0 flex-1 basis-56 flex-col gap-1">
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <div className="flex gap-1">
        <input
          id={id}
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open ? `${id}-${at}` : undefined}
          placeholder={hint}
          value={typed ?? chosen}
          className={inputClass}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => setTyped((text) => text ?? "")}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onBlur={() => setTyped(null)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && open) {
              event.preventDefault();
              event.stopPropagation();
              setTyped(null);
            }
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
            event.preventDefault();
            if (!open) setTyped("");
            else setAt((was) => Math.max(0, was + (event.key === "ArrowDown" ? 1 : -1)));
          }}
        />
        {chosen && !open && (
          <Button look="quiet" aria-label={t("clear", { what: label })} onClick={onClear}>
            <X size={16} aria-hidden />
          </Button>
        )}
      </div>
      {open && (
        <Found
          id={id}
          at={at}
          search={typed.trim()}
          find={find}
          keyOf={keyOf}
          label={label}
          onPick={(choice) => {
            setTyped(null);
            onPick(choice);
          }}
        />
      )}
    </div>
  );
}

function Found({
  id,
  at,
  search,
  find,
  keyOf,
  label,
  onPick,
}: {
  id: string;
  at: number;
  search: string;
  find(search: string): Promise<Choice[]>;
  keyOf(search: string): readonly unknown[];
  label: string;
  onPick(choice: Choice): void;
}) {
  const t = useTranslations("access");
  const { data, reading } = useRead([...keyOf(search), "found"], () => find(search), { keep: true });
  const active = Math.min(at, (data?.length ?? 1) - 1);
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      ref={(list) => {
        if (!list) return;
        list.children[active]?.scrollIntoView({ block: "nearest" });
        const input = document.getElementById(id);
        const choose = (event: KeyboardEvent) => {
          const choice = data?.[active];
          if (event.key !== "Enter" || !choice || reading) return;
          event.preventDefault();
          onPick(choice);
        };
        input?.addEventListener("keydown", choose);
        return () => input?.removeEventListener("keydown", choose);
      }}
      className="absolute top-full z-10 mt-1 max-h-72 w-full overflow-y-auto rounded-md border border-edge bg-raised py-1 text-table shadow-lg"
    >
      {data?.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field above
        <div
          key={choice.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={`px-2 py-1.5 break-words max-sm:py-2.5 ${index === active ? "bg-sunken" : ""}`}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(choice)}
        >
          {choice.name}
          {choice.more && <span className="block text-label text-muted">{choice.more}</span>}
        </div>
      ))}
      {data?.length === 0 && <p className="px-2 py-1.5 text-muted">{t("nothing")}</p>}
    </div>
  );
}
