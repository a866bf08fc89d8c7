"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AskAccess } from "../../requests/ask-access";
import { announce } from "../../ui/announce";
import { Hinted } from "../../ui/hinted";
import { CloudCheck, CloudOff, CloudUpload, Eye, type Icon, LoaderCircle } from "../../ui/icons";
import { Why } from "../../ui/why";
import type { LineState, Room } from "../room";
import { useRoomState } from "../use-room-state";
import type { DiagramFacts } from "./facts";
import { useLineWords } from "./line-words";
import { Again } from "./shut";

const EDIT = "threatmodel.diagram.EditDiagram";

const ICON: Record<LineState, Icon> = {
  reading: Eye,
  connecting: LoaderCircle,
  live: CloudCheck,
  cut: CloudOff,
  ended: CloudOff,
};

/** The line at the foot: whether what is drawn is kept, why one may not draw, and what proves that all see the same. */
export function Status({ room, diagram }: { room: Room; diagram: DiagramFacts }) {
  const t = useTranslations("panels");
  const line = useRoomState(room, (state) => state.line);
  const waiting = useRoomState(room, (state) => state.waiting);
  const ended = useRoomState(room, (state) => state.ended);
  const whyNot = useRoomState(room, (state) => state.whyNot);
  const count = useRoomState(room, (state) => state.cells.size);
  const words = useLineWords();
  const why = words.why({ whyNot, people: room.getState().people });
  const said = words.line({ line, waiting, ended });
  const Icon = line === "live" && waiting > 0 ? CloudUpload : ICON[line];
  useEffect(() => {
    // What is saved with every stroke is no news; a line that was cut is.
    if (line === "cut" || line === "ended") announce(said);
  }, [line, said]);
  return (
    <section
      aria-label={t("status")}
      data-line={line}
      className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-0.5 border-t border-line bg-paper px-3 py-1 text-label text-muted"
    >
      <span className={`inline-flex items-center gap-1.5 ${line === "cut" || line === "ended" ? "text-deny" : ""}`}>
        <Icon size={14} aria-hidden className="flex-none" />
        {said}
      </span>
      <Again room={room} />
      {why && (
        <span className="inline-flex min-w-0 items-center gap-1.5 text-wait">
          <Eye size={14} aria-hidden className="flex-none" />
          <Hinted text={why}>{t("onlyLook")}</Hinted>
          {whyNot?.is === "rights" && (
            <Why question={{ diagramId: diagram.id, serviceMethod: EDIT }} className="h-6!" />
          )}
        </span>
      )}
      {whyNot?.is === "rights" && <AskAccess lack={{ serviceMethod: EDIT, diagramId: diagram.id }} className="h-6!" />}
      <span className="ms-auto max-sm:hidden">{t("cellCount", { n: count })}</span>
      <Checksum room={room} />
    </section>
  );
}

/** Milliseconds without a change after which it is counted anew: it reads the whole diagram. */
const REST = 300;

function Checksum({ room }: { room: Room }) {
  const t = useTranslations("panels");
  const cells = useRoomState(room, (state) => state.cells);
  const order = useRoomState(room, (state) => state.order);
  const seq = useRoomState(room, (state) => state.seq);
  const [sum, setSum] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is of these
  useEffect(() => {
    const timer = window.setTimeout(() => setSum(room.checksum()), REST);
    return () => window.clearTimeout(timer);
  }, [room, cells, order]);
  return (
    <span className="max-sm:hidden">
      <Hinted text={t("checksumSays", { seq })}>
        <span className="sr-only">{t("checksum")} </span>
        <code dir="ltr" data-checksum={sum} data-seq={seq} className="font-mono">
          {sum.slice(0, 8)}
        </code>
      </Hinted>
    </span>
  );
}
