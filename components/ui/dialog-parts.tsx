"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Asking } from "./ask-why";
import { useBackCloses } from "./back";
import { Button, buttonClass, type Look } from "./button";
import { TextField } from "./field";
import { findFocus, firstField } from "./focus";
import { X } from "./icons";
import { openerNow } from "./opener";
import { Problem } from "./problem";

const backdrop = "fixed inset-0 z-20 bg-veil appear";

type Open = { open: boolean; onClose(): void };

/** Nothing lies above it: what was opened over it from elsewhere in the page, such as a "Why?", closes first and alone. */
const isOnTop = (popup: Element | null): boolean =>
  [...document.querySelectorAll("[data-layer]")].filter((one) => !one.hasAttribute("data-ending-style")).at(-1) ===
  popup;

/** Milliseconds after which whatever closes is gone, and whoever knows a better place for the focus has put it there. */
const SETTLED = 300;

/**
 * Where the focus goes when this closes: to what opened it, while that is still there. If that went with its row, to the row that
 * came after it, or before; else to the title of the page.
 */
function useOpener(open: boolean): () => HTMLElement | false {
  const opener = useRef<HTMLElement | null>(null);
  const heirs = useRef<(Element | null | undefined)[]>([]);
  const was = useRef(false);
  if (open && !was.current) {
    opener.current = openerNow();
    const row = opener.current?.closest("[data-row]");
    heirs.current = [row?.nextElementSibling, row?.previousElementSibling];
  }
  was.current = open;
  useEffect(() => {
    if (!open) return;
    return () => void window.setTimeout(() => findFocus(...heirs.current), SETTLED);
  }, [open]);
  return () => (opener.current?.isConnected ? opener.current : false);
}

/** Where a thing is made or shown in detail: a sheet at the right, at the whole width of a phone. */
export function Panel({
  open,
  onClose,
  title,
  says,
  side = "right",
  wide = false,
  foot,
  children,
}: Open & {
  title: ReactNode;
  says?: ReactNode;
  side?: "left" | "right";
  wide?: boolean;
  /** Stays below what scrolls, such as the buttons of a long form. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  const giveBack = useOpener(open);
  const popup = useRef<HTMLDivElement>(null);
  const place =
    side === "right" ? `end-0 w-full border-s ${wide ? "sm:w-[640px]" : "sm:w-[440px]"}` : "start-0 w-[280px] border-e";
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && isOnTop(popup.current) && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop} />
        <Dialog.Popup
          ref={popup}
          data-layer=""
          initialFocus={(how) => how === "touch" || firstField(popup.current) || true}
          finalFocus={giveBack}
          className={`fixed inset-y-0 z-30 flex flex-col border-line bg-paper shadow-float appear ${place} ${side === "right" ? "data-starting-style:translate-x-4 rtl:data-starting-style:-translate-x-4" : "data-starting-style:-translate-x-4 rtl:data-starting-style:translate-x-4"}`}
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-3">
            <div className="min-w-0 flex-1 py-1">
              <Dialog.Title className="text-why font-semibold">{title}</Dialog.Title>
              {says && <Dialog.Description className="text-table text-muted">{says}</Dialog.Description>}
            </div>
            <Dialog.Close
              data-closes=""
              className={buttonClass("quiet", "w-8 max-sm:w-10 px-0!")}
              aria-label={t("close")}
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 scroll-pb-36 overflow-y-auto px-5 py-4">{children}</div>
          {foot && <footer className="border-t border-line px-5 py-3">{foot}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Asks before what cannot be undone; the safe answer comes first. */
export function Confirm({
  open,
  onClose,
  title,
  children,
  act,
  look = "deny",
  pending,
  problem,
  why,
  consequences = [],
  name,
  asks,
  armed = true,
  onConfirm,
}: Open & {
  title: ReactNode;
  children: ReactNode;
  /** A verb with its object. */
  act: string;
  look?: Look;
  pending: boolean;
  problem?: string | undefined;
  /** The question about access that explains the problem. */
  why?: Asking | undefined;
  /** What follows, a sentence each. */
  consequences?: readonly ReactNode[];
  /** The name to type first, where something shared depends on it. */
  name?: string | undefined;
  /** A field of its own. */
  asks?: ReactNode;
  /** Not before what follows is known. */
  armed?: boolean;
  onConfirm(): void;
}) {
  const t = useTranslations("ui");
  const giveBack = useOpener(open);
  const [typed, setTyped] = useState("");
  const [missed, setMissed] = useState(false);
  const popup = useRef<HTMLDivElement>(null);
  useBackCloses(open, onClose);
  const matches = name === undefined || typed.trim() === name;
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && isOnTop(popup.current) && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup
          ref={popup}
          data-layer=""
          finalFocus={giveBack}
          className="fixed inset-0 z-30 m-auto flex h-fit max-h-[calc(100dvh-32px)] w-[min(440px,calc(100vw-32px))] flex-col gap-3 overflow-y-auto rounded-md border border-line bg-raised p-5 shadow-float appear"
        >
          <AlertDialog.Title className="text-why font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="text-body text-muted">
            {children}
            {consequences.length > 0 && (
              <ul className="mt-2 list-disc ps-5">
                {consequences.map((one, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: they come as they are and stay
                  <li key={index}>{one}</li>
                ))}
              </ul>
            )}
          </AlertDialog.Description>
          {name !== undefined && (
            <TextField
              label={t("typeName", { name })}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              error={missed && !matches ? t("typeNameWrong") : undefined}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          {asks}
          {problem && <Problem why={why}>{problem}</Problem>}
          <div className="mt-1 flex justify-end gap-2">
            <AlertDialog.Close className={buttonClass()}>{t("cancel")}</AlertDialog.Close>
            <Button
              look={look}
              pending={pending}
              aria-disabled={!armed}
              onClick={() => armed && (matches ? onConfirm() : setMissed(true))}
            >
              {act}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
