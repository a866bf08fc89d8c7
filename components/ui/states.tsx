"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useAddress } from "./address";
import { type Asking, askAccess } from "./ask-why";
import { Button } from "./button";
import { findFocus } from "./focus";
import { Ban, TriangleAlert } from "./icons";
import { useMe } from "./me";
import { Why } from "./why";

const forcible = ["empty", "loading", "error", "denied"] as const;
export type Forced = (typeof forcible)[number];

/** The state that the address forces by `?demo=`, in the demo only. */
export function useForced(): Forced | null {
  const asked = useAddress().get("demo");
  const { demo } = useMe();
  return demo ? (forcible.find((state) => state === asked) ?? null) : null;
}

/** What a query says of itself. A refusal of ours carries its code and its sentence. */
export type Asked = {
  data: unknown;
  error:
    | (Error & { no?: { code: string; message: string; why?: Asking | undefined; lack?: Asking | undefined } })
    | null;
  refetch?(): unknown;
  /** While it is read, the first time or again. */
  reading?: boolean;
};

/** Milliseconds after which it is said that something is still being read. */
const SLOW = 1_000;

/** Said while what stands there is of before, and its successor takes its time. */
export function StillReading({ of: { data, reading = false }, what }: { of: Asked; what: string }) {
  const t = useTranslations("ui");
  const [slow, setSlow] = useState(false);
  const waits = reading && data !== undefined;
  useEffect(() => {
    if (!waits) return;
    const timer = window.setTimeout(() => setSlow(true), SLOW);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [waits]);
  return (
    <span role="status" className="text-table text-muted">
      {slow && t("loading", { what })}
    </span>
  );
}

/**
 * A list in the one of its four states that holds, or its content. `what` names it in a sentence: "the members". `empty` stands
 * there while `isEmpty`. `rows`: how many rows stand in for those still being read.
 */
export function Shown({
  of: { data, error, refetch },
  what,
  empty,
  isEmpty,
  rows = 8,
  children,
}: {
  of: Asked;
  what: string;
  empty: ReactNode;
  isEmpty: boolean;
  rows?: number;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  const forced = useForced();
  const no = error?.no;
  const state =
    forced ?? (no?.code === "forbidden" ? "denied" : error ? "error" : data === undefined ? "loading" : null);
  if (state === "loading") return <Skeleton what={what} rows={rows} />;
  if (state === "denied") return <Denied what={what} reason={no?.message} why={no?.why} lack={no?.lack} />;
  if (state === "error") {
    return (
      <>
        <Failed what={what} reason={forced ? t("failedForced") : no?.message} onRetry={() => void refetch?.()} />
        {data !== undefined && !forced && children}
      </>
    );
  }
  return state === "empty" || isEmpty ? empty : children;
}

/** Rows that stand in for those still being read, as high as they will be. */
export function Skeleton({ what, rows = 8 }: { what: string; rows?: number }) {
  const t = useTranslations("ui");
  return (
    <div role="status" className="border-t border-line">
      <span className="sr-only">{t("loading", { what })}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand in are all alike
        <div key={row} aria-hidden className="flex h-14 items-center gap-4 border-b border-line">
          <span className="size-8 rounded-[50%] bg-sunken" />
          <span className="h-3 w-2/5 rounded-md bg-sunken" />
          <span className="h-3 w-1/5 rounded-md bg-sunken max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

/** What could not be read, why, and once more. The sentence of a fault holds its request id. */
export function Failed({ what, reason, onRetry }: { what: string; reason?: string | undefined; onRetry(): void }) {
  const t = useTranslations("ui");
  // The button that was pressed goes with what failed.
  useEffect(() => () => void window.setTimeout(() => findFocus(), 0), []);
  return (
    <div role="alert" className="flex flex-col items-start gap-3 border-y border-line py-8">
      <div className="flex max-w-prose gap-2">
        <TriangleAlert size={20} aria-hidden className="flex-none text-deny" />
        <div>
          <p className="font-medium">{t("failed", { what })}</p>
          <p className="text-muted">{reason ?? t("failedWhy")}</p>
        </div>
      </div>
      <Button onClick={onRetry}>{t("retry")}</Button>
    </div>
  );
}

/** What somebody may not see: as whom they are signed in, what is missing, and whom to ask. */
export function Denied({
  what,
  reason,
  ask,
  why,
  lack,
}: {
  what: string;
  reason?: string | undefined;
  /** Who can grant it. */
  ask?: string;
  why?: Asking | undefined;
  /** What can be asked for. */
  lack?: Asking | undefined;
}) {
  const t = useTranslations("ui");
  const { email } = useMe();
  return (
    <div className="flex gap-2 border-y border-line py-8">
      <Ban size={20} aria-hidden className="flex-none text-deny" />
      <div className="max-w-prose">
        <p className="font-medium">{t("denied", { what })}</p>
        <p className="text-muted">{reason ?? t("deniedWhy")}</p>
        <p className="text-muted">{t("deniedAs", { email, ask: ask ?? t("deniedAsk") })}</p>
        {(why || lack) && (
          <p className="mt-2 -ms-3 flex flex-wrap gap-2">
            {why && <Why question={why} />}
            {lack && <Button onClick={() => askAccess(lack)}>{t("requestAccess")}</Button>}
          </p>
        )}
      </div>
    </div>
  );
}
