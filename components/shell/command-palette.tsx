"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type Icon, Search } from "@/components/ui/icons";
import { useOf } from "../words/acting";
import { type CommandPart, usePartsHere } from "./commands";
import { type Found, find, type Known, readKnown } from "./find";
import { KeysOf } from "./keys-of";

type Entry = { id: string; label: string; more?: string; keys?: string; icon?: Icon; run(): void };
type Group = { value: string; items: Entry[] };

/** Milliseconds after the last key until members, environments and roles are asked for. */
const SETTLE = 150;

/** Where one can go, what can be done here, and whom and what there is, by a part of its name. */
export function CommandPalette({
  open,
  onClose,
  parts,
  takeAhead,
}: {
  open: boolean;
  onClose(): void;
  parts: readonly CommandPart[];
  /** What was typed before there was anything to type in; whoever calls it gets what is typed next. */
  takeAhead(): string;
}) {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil appear" />
        <Dialog.Popup
          aria-label={t("palette")}
          className="fixed inset-x-2 top-[12dvh] z-50 mx-auto flex max-h-[min(480px,76dvh)] max-w-xl flex-col overflow-hidden rounded-md border border-line bg-raised shadow-float appear"
        >
          <Inside parts={parts} onClose={onClose} takeAhead={takeAhead} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Inside({ parts, onClose, takeAhead }: Omit<Parameters<typeof CommandPalette>[0], "open">) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const found = useFound(typed.trim());
  const all = usePartsHere(parts);
  const run = (entry: Entry) => {
    onClose();
    // The dialog gives the focus back first; what runs may want it elsewhere.
    window.setTimeout(entry.run, 0);
  };
  const groups: Group[] = [
    ...all.map(({ word, commands }) => ({
      value: word,
      items: commands.map(({ word: label, ...rest }) => ({ label, ...rest })),
    })),
    {
      value: t("found"),
      items: found.map(({ href, word: label, ...rest }) => ({ ...rest, label, run: () => router.push(href) })),
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      value={typed}
      onValueChange={setTyped}
      itemToStringValue={(entry: Entry) => `${entry.label} ${entry.more ?? ""}`}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2 border-b border-line ps-4">
        <Search size={16} aria-hidden className="flex-none text-muted" />
        <Autocomplete.Input
          aria-label={t("paletteSays")}
          placeholder={t("paletteSays")}
          onFocus={() => {
            const ahead = takeAhead();
            setTyped((now) => now + ahead);
          }}
          className="h-12 min-w-0 flex-1 bg-transparent pe-4 text-body outline-none"
        />
        <Dialog.Close className="sr-only">{t("paletteClose")}</Dialog.Close>
      </div>
      <Autocomplete.Empty className="px-4 py-6 text-table text-muted empty:hidden">
        {t("paletteNothing")}
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-2 empty:hidden">
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-1">
            <Autocomplete.GroupLabel className="px-2 pt-1 pb-1 text-label text-muted">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => run(entry)}
                  className="flex min-h-9 items-center gap-2 rounded-md px-2 py-1 text-table outline-none select-none data-highlighted:bg-sunken max-sm:min-h-11"
                >
                  {entry.icon && <entry.icon size={16} aria-hidden className="flex-none text-muted" />}
                  <span className="min-w-0 truncate">{entry.label}</span>
                  {entry.more && entry.more !== entry.label && (
                    <span className="min-w-0 flex-1 truncate text-muted">{entry.more}</span>
                  )}
                  {entry.keys && <KeysOf keys={entry.keys} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** What is called so, once the fingers rest; an answer that comes late is not shown. */
function useFound(text: string): Found[] {
  const [found, setFound] = useState<{ text: string; found: Found[] }>({ text: "", found: [] });
  const of = useOf();
  const known = useRef<Known | null>(null);
  useEffect(() => {
    if (text.length < 2) return;
    let late = false;
    const timer = window.setTimeout(() => {
      known.current ??= readKnown(of);
      void find(text, of, known.current).then((now) => !late && setFound({ text, found: now }));
    }, SETTLE);
    return () => {
      late = true;
      window.clearTimeout(timer);
    };
  }, [text, of]);
  return text.length < 2 ? [] : found.found;
}
