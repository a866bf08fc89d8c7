import type { IncomingMessage } from "node:http";
import { db } from "../../../db/client";
import { findSession } from "../../../db/diagram-sessions";
import { findDiagram, ownerOfDiagram } from "../../../db/diagrams";
import { actorOf } from "../../actors";
import type { Config } from "../../config.mjs";
import { cookie, signInOf, viewCookie, viewIn } from "../../cookies";
import { isCellId } from "../../domain/diagram/cell";
import { cookieIn, isOwnOrigin } from "../door";
import type { Admitted, Refused, ShownOut } from "./door";
import { judge, type Sitter, seenBy } from "./judge";

/** Somebody who sees by another's eyes, and looks on without being there. */
export type Onlooker = Omit<Admitted, "own" | "old" | "page">;

/** Judged by the cookies of a page of this house, as the pages are: whose sign-in it is, and as whom they see. */
export async function admitOnlooker(
  { headers }: IncomingMessage,
  { model, diagram, since }: { model: string; diagram: string; since: string | null },
  config: Config,
  ip: string,
  socket: string,
): Promise<Refused | ShownOut | Onlooker> {
  if (!isCellId(model) || !isCellId(diagram)) return { status: 400, error: "invalid_id" };
  if (!isOwnOrigin(headers.origin, headers.host ?? "", config)) return { status: 403, error: "forbidden" };
  const signIn = await signInOf(cookieIn(headers.cookie, cookie().name));
  const view = await viewIn(cookieIn(headers.cookie, viewCookie().name));
  if (!signIn || view?.signIn !== signIn.key.id) return { status: 401, error: "unauthorized" };
  const owner = await ownerOfDiagram(db(), diagram.toLowerCase());
  const drawn = owner === null ? undefined : await findDiagram(db(), owner, diagram.toLowerCase());
  const isThere = drawn?.threat_model_id === model.toLowerCase() && owner === view.owner;
  if (owner === null || !drawn || !isThere) return { status: 404, error: "not_found" };
  const { key } = signIn;
  const from = { ip, userAgent: String(headers["user-agent"] ?? "").slice(0, 300) };
  const person = await actorOf(key, from, "socket");
  const sitter: Sitter = {
    socket,
    view,
    key: { uid: key.uid, key_kind: "sign-in", key_id: key.id },
    actor: await seenBy(person, view),
    keyEnds: key.ends,
  };
  const { version, rights } = await judge(owner, drawn.id, [sitter]);
  const right = rights.get(socket)!;
  if ("end" in right) return { status: 404, error: "not_found" };
  const session = await findSession(db(), owner, drawn.id);
  if (!session) return { error: "no_session", message: "Nobody is drawing.", code: 1000 };
  return {
    owner,
    diagram: drawn.id,
    session: session.id,
    sitter,
    mayEdit: right.mayEdit,
    trail: right.trail ?? [],
    version,
    since: since !== null && /^\d{1,15}$/.test(since) ? Number(since) : null,
  };
}
