import type { Dismissal } from "../../domain/threats/suggest";
import { judgeReached, ownerOfNamed, type Reached, reachModel } from "../models";
import type { At } from "../operation";
import { all, no, type Verdict, yes } from "../verdict";

type Named = { threatModelId: string };

/** Threats are part of the drawing: whoever may see that sees them, whoever may change it changes them. */
export const GRANTS = { see: "threatmodel.diagram.GetDiagram", change: "threatmodel.diagram.EditDiagram" } as const;

export const ownerOfIt = (at: Pick<At<Named>, "db" | "input">) => ownerOfNamed(at, at.input.threatModelId);
export const reachIt = (at: At<Named>) => reachModel(at, at.input.threatModelId);
export const mayIt = (at: { facts: Pick<Reached, "access"> }): Verdict => judgeReached(at.facts);

/** The rules of an account are its owner's. */
export const ownsLibrary = (at: Pick<At<unknown>, "actor" | "owner">): Verdict =>
  at.actor.uid === at.owner && !at.actor.token?.resources
    ? yes("They own the account.")
    : no("The rules are those of the account's owner.");

/** What reaches beyond the threat model is the owner's to say. */
export const mayDismiss = (at: At<{ dismissals: Dismissal[] }> & { facts: Pick<Reached, "access"> }): Verdict =>
  at.input.dismissals.some(({ scope }) => scope === "always")
    ? all(judgeReached(at.facts), ownsLibrary(at))
    : judgeReached(at.facts);
