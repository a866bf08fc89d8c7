import { db } from "../../../db/client";
import { saveSnapshot } from "../../../db/diagram-log";
import * as sessions from "../../../db/diagram-sessions";
import { keepVersion } from "../../../db/diagram-versions";
import type { Effect } from "../../domain/diagram/room";
import { within } from "./within";

type OfSession = "leave" | "set-presenter" | "set-host" | "lose-host" | "remove" | "restrict" | "end";
type OfDiagram = "snapshot" | "version";
export type SessionEffect = Extract<Effect, { do: OfSession }>;
export type DiagramEffect = Extract<Effect, { do: OfDiagram }>;

/** What a room writes beside its log, one after the other. Nothing waits for it but who looks at the rows. */
export class Rows {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly owner: number,
    private readonly diagram: string,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** Done once all is written that was to be written when this was asked; the same object until there is more. */
  get written(): Promise<unknown> {
    return this.#last;
  }

  /** Changes the session's rows, and then says so. */
  change(work: () => Promise<unknown>, done: () => void): void {
    this.#last = this.#last.then(() => within(work())).then(done, this.fault);
  }

  keep(effect: DiagramEffect): void {
    const work = () =>
      effect.do === "snapshot"
        ? saveSnapshot(db(), this.owner, this.diagram, effect)
        : keepVersion(this.owner, this.diagram, effect);
    this.#last = this.#last.then(work).catch(this.fault);
  }

  ofSession(session: string, effect: SessionEffect): Promise<unknown> {
    const { owner } = this;
    switch (effect.do) {
      case "leave":
        return sessions.leave(owner, session, [effect.socket]);
      case "set-presenter":
        return sessions.setPresenter(owner, session, effect.from, effect.to);
      case "set-host":
        return sessions.setHost(owner, session, effect.from, effect.to);
      case "lose-host":
        return sessions.loseHost(owner, session);
      case "remove":
        return sessions.removeFromSession(owner, session, effect.uid, effect.reason);
      case "restrict":
        return sessions.restrict(owner, session, effect);
      case "end":
        return sessions.dropSession(owner, session);
    }
  }
}
