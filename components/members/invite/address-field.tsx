"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useContext, useEffect } from "react";
import { announce } from "@/components/ui/announce";
import { Faults } from "@/components/ui/faults";
import { Problem } from "@/components/ui/field";
import { History as Back, CircleAlert, Clock, type Icon, UserCheck, UserRound, X } from "@/components/ui/icons";
import { type Addressed, readAddresses } from "@/lib/domain/addresses";
import type { Entry, Mark } from "./entries";

const looks: Record<Mark, { icon: Icon; tone: string }> = {
  checking: { icon: UserRound, tone: "text-muted" },
  new: { icon: UserRound, tone: "text-ink" },
  waiting: { icon: Clock, tone: "text-wait" },
  gone: { icon: Back, tone: "text-wait" },
  in: { icon: UserCheck, tone: "text-deny" },
  broken: { icon: CircleAlert, tone: "text-deny" },
  duplicate: { icon: CircleAlert, tone: "text-deny" },
  self: { icon: CircleAlert, tone: "text-deny" },
};

/** The word a chip says beside its icon, where something is to be known about it. */
export const markWords = {
  waiting: "markWaiting",
  gone: "markGone",
  in: "markIn",
  broken: "markBroken",
  duplicate: "markDuplicate",
  self: "markSelf",
} as const;

/**
 * Addresses, typed or pasted in whatever form, each as a chip; Backspace takes the last one back. `text` is what is typed and no
 * chip yet. In a `Form` it finds what is wrong with it by `name`.
 */
export function AddressField({
  name,
  entries,
  text: typed,
  onType,
  onAdd,
  onTakeAway,
  input,
}: {
  name: string;
  entries: readonly Entry[];
  text: string;
  onType(text: string): void;
  onAdd(more: Addressed[]): void;
  onTakeAway(index: number): void;
  input: RefObject<HTMLInputElement | null>;
}) {
  const t = useTranslations("members");
  const form = useContext(Faults)!;
  const id = `${form.id}-${name}`;
  const error = form.errors[name];
  const count = entries.length;
  // Below many addresses the line one types in stays in sight.
  useEffect(() => {
    if (count > 0 && document.activeElement === input.current) input.current?.scrollIntoView({ block: "nearest" });
  }, [count, input]);
  const add = (text: string) => {
    const more = readAddresses(text);
    onType("");
    if (more.length === 0) return;
    onAdd(more);
    announce(t("addressesAdded", { n: more.length }));
  };
  const takeAway = (index: number) => {
    onTakeAway(index);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ends = event.key === "Enter" || event.key === "," || event.key === ";";
    // Enter here never sends the form: whoever ends an address with it may press it once more.
    if (event.key === "Enter") event.preventDefault();
    if (ends && typed.trim() !== "") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && entries.length > 0) onTakeAway(entries.length - 1);
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text");
    if (!/[\n,;<]/.test(text)) return;
    event.preventDefault();
    add(typed + text);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-label font-medium">
        {t("addresses")}
      </label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the field leads into it, as keys do anyway */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        className="flex max-h-52 flex-wrap gap-1.5 overflow-y-auto rounded-md border border-edge bg-raised p-1.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent"
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      >
        {entries.length > 0 && (
          <ul aria-label={t("addressesTyped")} className="contents">
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one address may stand here twice
              <Chip key={index} entry={entry} onTakeAway={() => takeAway(index)} />
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={id}
          type="text"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}
          aria-invalid={error ? true : undefined}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => typed.trim() !== "" && add(typed)}
          className="h-7 min-w-40 flex-1 bg-transparent px-1 text-body outline-none max-sm:h-9"
        />
      </div>
      <p id={`${id}-hint`} className="text-label text-muted">
        {t("addressesHint")}
      </p>
      {error && <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
}

function Chip({ entry: { name, address, end, fault, mark }, onTakeAway }: { entry: Entry; onTakeAway(): void }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { icon: Icon, tone } = fault ? looks.broken : looks[mark];
  const day = end?.day && new Date(`${end.day}T12:00:00`);
  const word = mark in markWords ? t(markWords[mark as keyof typeof markWords]) : "";
  return (
    <li
      className={`inline-flex max-w-full items-center gap-1.5 rounded-md border border-line bg-sunken ps-2 text-table ${tone}`}
    >
      <Icon size={14} aria-hidden className="flex-none" />
      <span className="min-w-0 truncate" title={address}>
        {name || address}
      </span>
      {word && <span className="whitespace-nowrap text-label">{word}</span>}
      {end && (
        <span className="whitespace-nowrap text-label">
          {day ? t("markUntil", { day: format.dateTime(day, "day") }) : <bdi>{end.said}</bdi>}
        </span>
      )}
      <button
        type="button"
        aria-label={t("takeAway", { address })}
        className="flex size-7 flex-none items-center justify-center rounded-md text-muted hover:bg-line/60 hover:text-ink max-sm:size-9"
        onClick={onTakeAway}
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}
