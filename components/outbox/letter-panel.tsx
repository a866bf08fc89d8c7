"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useRead } from "@/components/reading";
import { setAddress, useAddress } from "@/components/ui/address";
import { Panel } from "@/components/ui/dialog";
import { Segments } from "@/components/ui/segments";
import { Failed } from "@/components/ui/states";
import { useNo } from "@/components/use-act";
import type { ShownLetter } from "@/lib/actions/pages";
import { letterKey, readLetter } from "./queries";

/** One letter as its reader sees it. `id` null: closed. */
export function LetterPanel({ id, onClose }: { id: string | null; onClose(): void }) {
  // While it closes it keeps what it showed.
  const last = useRef(id);
  last.current = id ?? last.current;
  return last.current && <Opened key={last.current} id={last.current} open={id !== null} onClose={onClose} />;
}

const ways = ["page", "text"] as const;

function Opened({ id, open, onClose }: { id: string; open: boolean; onClose(): void }) {
  const t = useTranslations("outbox");
  const noOf = useNo();
  const as = useAddress().one("as", ways, "page");
  const { data: letter, error, refetch } = useRead(letterKey(id), () => readLetter(id));
  const choices = [
    { value: "page", word: t("asPage") },
    { value: "text", word: t("asText") },
  ] as const;
  return (
    <Panel
      wide
      open={open}
      onClose={onClose}
      title={letter?.subject ?? "…"}
      says={letter && t("toWhom", { to: letter.to })}
    >
      {error && <Failed what={t("what")} reason={noOf(error)?.message} onRetry={() => void refetch()} />}
      {letter && (
        <div className="flex flex-col gap-4">
          <Segments
            label={t("shownAs")}
            value={as}
            choices={choices}
            onChoose={(way) => setAddress({ as: way === "page" ? null : way })}
          />
          {as === "page" ? <Page letter={letter} /> : <Text text={letter.text} />}
        </div>
      )}
    </Panel>
  );
}

/** In a frame of its own that runs no script; it grows as high as the letter is. */
function Page({ letter }: { letter: ShownLetter }) {
  const t = useTranslations("outbox");
  const frame = useRef<HTMLIFrameElement>(null);
  return (
    <iframe
      ref={frame}
      title={t("frame", { subject: letter.subject })}
      sandbox="allow-same-origin allow-top-navigation-by-user-activation"
      srcDoc={letter.html}
      className="h-64 w-full rounded-md border border-line bg-raised"
      onLoad={() => {
        const { current } = frame;
        const height = current?.contentDocument?.body?.scrollHeight;
        if (current && height) current.style.height = `${height + 2}px`;
      }}
    />
  );
}

function Text({ text }: { text: string }) {
  return <pre className="font-mono text-table break-words whitespace-pre-wrap">{text}</pre>;
}
