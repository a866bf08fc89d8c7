import type { Replica } from "@/lib/domain/diagram/replica";
import type { Message } from "@/lib/realtime/room-client";
import type { WaitingEdits } from "./waiting-edits";

/** How long an edit waits before it is kept in the browser too, while the line is there (milliseconds). */
const KEPT_AFTER = 250;

/** Sends what is drawn as soon as it is ready, and sees that nothing is lost that waits. */
export class Outbox {
  #sending: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #kept: WaitingEdits | null = null;

  /** `shown`: what waits, or what is shown, is another. `say`: false where nobody hears. */
  constructor(
    private readonly replica: () => Replica,
    private readonly say: (message: Message) => void,
    private readonly isJoined: () => boolean,
    private readonly shown: () => void,
  ) {}

  /** Where the browser keeps what waits; answers what windows that are gone left there. */
  keepIn(kept: WaitingEdits): ReturnType<WaitingEdits["takeOver"]> {
    this.#kept = kept;
    return kept.takeOver();
  }

  flush(): void {
    clearTimeout(this.#sending);
    const now = Date.now();
    if (this.isJoined()) this.#send(this.replica().takeUnsent(now));
    const { readyAt } = this.replica();
    if (readyAt !== null) {
      this.#sending = setTimeout(() => {
        this.replica().seal();
        this.flush();
      }, readyAt - now);
    }
    this.keepSoon();
    this.shown();
  }

  /** Whatever was not answered; what was taken already is answered again. */
  sendAgain(): void {
    if (!this.isJoined()) return;
    this.#send(this.replica().waiting.filter(({ isSent }) => isSent));
    this.flush();
  }

  #send(parts: Replica["waiting"]): void {
    for (const { operationId, base, cells } of parts) {
      const operation = { type: "patch", cells };
      this.say({ message_type: "diagram_operation_request", operation_id: operationId, base_vector: base, operation });
    }
  }

  keepSoon(): void {
    if (this.replica().waiting.length === 0) this.keep();
    else this.#keeping ??= setTimeout(this.keep, this.isJoined() ? KEPT_AFTER : 0);
  }

  /** Keeps in the browser what waits; what may still be joined is not ready for that. */
  keep = (): void => {
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const { waiting, readyAt } = this.replica();
    const last = waiting.at(-1)?.step;
    this.#kept?.keep(readyAt === null ? waiting : waiting.filter(({ step }) => step !== last));
  };

  /** Nothing of it stays. */
  forget(): void {
    clearTimeout(this.#sending);
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    this.#kept?.forget();
  }

  /** The window goes; what waits is for the next. */
  leave(): void {
    this.keep();
    clearTimeout(this.#sending);
    this.#kept?.leave();
  }
}
