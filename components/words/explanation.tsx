"use client";

import { memo, type ReactNode } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import {
  Ban,
  CircleCheck,
  CircleDashed,
  Copy,
  FileKey,
  type Icon,
  KeyRound,
  Layers,
  Share2,
  ShieldCheck,
  UserRound,
} from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { useTell } from "@/components/ui/toast";
import type { Explained } from "./why-queries";

/**
 * One decision: the answer in words, the way to it, what would turn it, and what else was weighed. What turns it is looked at before it is
 * made, on the page of access; there by `onChange`; `onLeave`: when it is gone to. `ask`: what else can be done about a no; `besides`: how else it can be taken along.
 * `below`: the decision that is told below the answer, where that follows a moment later.
 */
export function Explanation({
  of,
  below = of,
  ask,
  besides,
  onChange,
  onLeave,
}: {
  of: Explained;
  below?: Explained | null;
  ask?: ReactNode;
  besides?: ReactNode;
  onChange?: () => void;
  onLeave?: () => void;
}) {
  const Verdict = of.allowed ? CircleCheck : Ban;
  return (
    <>
      <div className="mb-6 flex flex-col gap-1">
        <p className={`flex items-start gap-2 text-body ${of.allowed ? "text-allow" : "text-deny"}`}>
          <Verdict size={20} aria-hidden className="mt-0.5 flex-none" />
          <span className="min-w-0 break-words">
            <strong className="font-semibold">{of.verdict}</strong> – {of.because}
          </span>
        </p>
        <p className="ps-7 text-table break-words text-muted">{of.about}</p>
        {of.denied.length > 0 && (
          <ul className="mt-2 ps-7 text-table">
            {of.denied.map((line) => (
              <li key={line} className="break-words">
                {line}
              </li>
            ))}
          </ul>
        )}
        {ask}
      </div>
      {below && <Below of={below} onChange={onChange} onLeave={onLeave} besides={besides} />}
    </>
  );
}

type Go = (() => void) | undefined;
type BelowProps = { of: Explained; onChange: Go; onLeave: Go; besides: ReactNode };

const Below = memo(function Below({ of, onChange, onLeave, besides }: BelowProps) {
  return (
    <>
      <Section title={of.labels.chain}>
        <Lines lines={of.chain} />
      </Section>
      {of.offered && of.offered.length > 0 && (
        <Section title={of.labels.offered}>
          {of.several && <p className="pb-2 text-table text-muted">{of.several}</p>}
          <ol className="divide-y divide-line border-y border-line text-table">
            {of.offered.map((one, index) => (
              <li key={one.text} className="flex gap-2 py-2 break-words">
                {of.several && <span className="text-muted tabular-nums">{index + 1}.</span>}
                <Change text={one.text} at={`${of.href}&change=1`} onOpen={onChange} onLeave={onLeave} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {of.weighed.length > 0 && (
        <Section title={of.labels.weighed}>
          <Lines lines={of.weighed} />
        </Section>
      )}
      <div className="flex flex-wrap gap-2">
        <CopyButton text={of.text} done={of.labels.copied}>
          {of.labels.copyText}
        </CopyButton>
        <CopyButton text={of.json} done={of.labels.copied}>
          {of.labels.copyJson}
        </CopyButton>
        {besides}
      </div>
    </>
  );
});

const changeClass = "text-start text-accent underline-offset-2 hover:underline";

function Change({ text, at, onOpen, onLeave }: { text: string; at: string; onOpen: Go; onLeave: Go }) {
  if (!onOpen) {
    return (
      <Link href={at} onClick={onLeave} className={changeClass}>
        {text}
      </Link>
    );
  }
  return (
    <button type="button" className={changeClass} onClick={onOpen}>
      {text}
    </button>
  );
}

const icons: Partial<Record<Explained["chain"][number]["step"], Icon>> = {
  owner: UserRound,
  member: UserRound,
  status: UserRound,
  share: Share2,
  level: Layers,
  role: ShieldCheck,
  policy: FileKey,
  list: FileKey,
  token: KeyRound,
};

/** Whether a token is what refuses: nothing was asked before it, or its person may. */
const isInTheWay = (before: Explained["chain"]): boolean =>
  before.length === 0 || before.some(({ step, counted }) => counted && (step === "method" || step === "owner"));

/** The steps of a decision, each with the icon of its kind. */
export function Lines({ lines }: { lines: Explained["chain"] }) {
  return (
    <ol className="ms-1.5 border-s border-line ps-4 text-table">
      {lines.map(({ step, counted, text }, index) => {
        const isEnd = step === "method" || (step === "token" && !counted && isInTheWay(lines.slice(0, index)));
        const Glyph = isEnd ? (counted ? CircleCheck : Ban) : counted ? (icons[step] ?? CircleDashed) : CircleDashed;
        const look = isEnd
          ? counted
            ? "font-medium text-allow"
            : "font-medium text-deny"
          : counted
            ? ""
            : "text-muted";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one answer never move
          <li key={index} className={`flex items-start gap-2 py-1 ${look}`}>
            <Glyph size={16} aria-hidden className="mt-px flex-none" />
            <span className="min-w-0 break-words">{text}</span>
          </li>
        );
      })}
    </ol>
  );
}

function CopyButton({ text, done, children }: { text: string; done: string; children: string }) {
  const tell = useTell();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => tell(done),
      () => announce(text),
    );
  return (
    <Button onClick={() => void copy()}>
      <Copy size={16} aria-hidden /> {children}
    </Button>
  );
}
