import type { WhyNot } from "../../domain/diagram/room";
import { Refusal } from "../../domain/refusal";
import { noteRefusal } from "../../operations/refusals";
import { EDIT, JOIN, type Sitter } from "./judge";

/** What a room refuses stands in the journal of whose diagram it is, like any call. */
export function noteKept(sitter: Sitter, method: string, owner: number, diagramId: string): void {
  const refusal = sitter.refusal?.(method);
  if (refusal) noteRefusal(method, sitter.actor, owner, { diagramId }, refusal);
}

/** Somebody drew who may not: by what they may do, or by what the host allows. */
export function noteDenied(sitter: Sitter, why: Exclude<WhyNot, null>, owner: number, diagramId: string): void {
  if (why === "rights") {
    const method = sitter.refusal?.(EDIT) ? EDIT : JOIN;
    noteKept(sitter, method, owner, diagramId);
    return;
  }
  const refusal = new Refusal("forbidden", BY_HOST[why]);
  noteRefusal(EDIT, sitter.actor, owner, { diagramId }, refusal);
}

const BY_HOST = { locked: "the host has locked the canvas", "read-only": "the host lets you only look" };
