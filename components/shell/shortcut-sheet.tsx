"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { type Command, shortcutsHere } from "../ui/commands";
import { Panel } from "../ui/dialog-parts";
import { Check } from "../ui/field";
import { useMe } from "../ui/me";
import { type CommandPart, usePartsHere } from "./commands";
import { KeysOf } from "./keys-of";

/** Every shortcut that does something on this page, and the switch for single keys. */
export function ShortcutSheet({
  open,
  onClose,
  parts,
}: {
  open: boolean;
  onClose(): void;
  parts: readonly CommandPart[];
}) {
  const t = useTranslations("shell");
  return (
    <Panel open={open} onClose={onClose} title={t("shortcuts")} says={t("shortcutsSay")}>
      <Sheet parts={parts} />
    </Panel>
  );
}

function Sheet({ parts }: { parts: readonly CommandPart[] }) {
  const t = useTranslations("shell");
  const me = useMe();
  const here = usePartsHere(parts);
  const [told] = useState(shortcutsHere);
  const [hasList] = useState(() => document.querySelector("[role=grid]") !== null);
  const [hasSearch] = useState(() => document.querySelector("[data-search]") !== null);
  const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const list: [keys: string, word: string][] = [
    ["↑ ↓", t("listMove")],
    ["Home", t("listFirst")],
    ["End", t("listLast")],
    ["Space", t("listChoose")],
    ["⇧ ↓", t("listRange")],
    ["Enter", t("listOpen")],
    ["Esc", t("listNone")],
  ];
  return (
    <div className="flex flex-col gap-5">
      <Check checked={me.shortcuts} onChange={(event) => me.keep({ shortcuts: event.target.checked })}>
        {t("singleKeys")}
      </Check>
      {here.map(({ id, word, commands }) => {
        const all = commands.filter(
          (one): one is Command & { keys: string } => one.keys !== undefined && (one.id !== "search" || hasSearch),
        );
        return (
          all.length > 0 && (
            <Shortcuts key={id} title={word}>
              {all.map((one) => (
                <Shortcut key={one.id} keys={one.keys} word={one.word} />
              ))}
            </Shortcuts>
          )
        );
      })}
      {told.map(({ title, keys }) => (
        <Shortcuts key={title} title={title}>
          {keys.map(([said, word]) => (
            <Shortcut key={said} keys={said} word={word} />
          ))}
        </Shortcuts>
      ))}
      {hasList && (
        <Shortcuts title={t("inRows")}>
          {list.map(([keys, word]) => (
            <Shortcut key={keys} keys={keys} word={word} />
          ))}
        </Shortcuts>
      )}
      <Shortcuts title={t("always")}>
        <Shortcut keys={mac ? "⌘ K" : "Ctrl K"} word={t("palette")} />
        <Shortcut keys="F6" word={t("toNotices")} />
      </Shortcuts>
    </div>
  );
}

function Shortcuts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-label text-muted">{title}</h3>
      <dl className="divide-y divide-line border-y border-line">{children}</dl>
    </section>
  );
}

function Shortcut({ keys, word }: { keys: string; word: string }) {
  return (
    <div className="flex min-h-9 items-center gap-2 text-table">
      <dt className="min-w-0 flex-1">{word}</dt>
      <dd>
        <KeysOf keys={keys} />
      </dd>
    </div>
  );
}
