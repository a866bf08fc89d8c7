import { Refusal } from "../../domain/refusal";
import { glance, perform } from "../../operations/perform";
import { endSession, getSession, listSessions, makeTicket, startSession } from "../../operations/sessions";
import type { SessionWire } from "../../operations/wire/models";
import { type Asked, type Handler, json, nothing, written } from "./asked";
import { change } from "./change";
import { Declined } from "./declined";
import { namedIn } from "./diagrams";
import { idOf } from "./ids";
import { namedOf, userOf } from "./people";

/**
 * Whoever finds people drawing is led to them: the old generation by a conflict that says where, as its document promises, today's by the
 * session itself (tmi.md 9.3).
 */
export const start: Handler = async (asked) => {
  const answer = await change(asked, startSession, diagramIn(asked), ({ session, created }) =>
    created ? json(sessionOf(session, asked, true), 201) : found(asked, session),
  );
  const running = asked.dry && asked.profile !== "1.8" ? await runningIn(asked) : null;
  return running ? found(asked, running) : answer;
};

function found(asked: Asked, session: SessionWire) {
  if (asked.profile === "1.8") return json(sessionOf(session, asked, true));
  const join_url = `${asked.base}${asked.prefix}${pathOf(session)}/collaborate`;
  return json({ error: "collaboration_session_exists", join_url }, 409);
}

async function runningIn(asked: Asked): Promise<SessionWire | null> {
  try {
    return (await glance(getSession, asked.actor, diagramIn(asked))).session;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export const read: Handler = async (asked) => {
  const { session } = await perform(getSession, asked.actor, diagramIn(asked));
  return written(textOf(session, asked));
};

/** Asked again and again, and mostly the same: the text is kept with what it was made of, as long as that is kept. */
const texts = new WeakMap<SessionWire, Map<string, string>>();

function textOf(session: SessionWire, asked: Asked): string {
  const { actor, base, prefix, profile } = asked;
  const key = `${profile} ${base}${prefix}`;
  const kept = texts.get(session) ?? new Map<string, string>();
  const text = kept.get(key) ?? JSON.stringify(sessionOf(session, asked, false));
  if (!kept.has(key)) texts.set(session, kept.set(key, text));
  if (isSeated(session, actor)) return text;
  // The participants are last.
  const more = JSON.stringify(seatOf(session, asked));
  return `${text.slice(0, -2)}${session.participants.length > 0 ? "," : ""}${more}]}`;
}

export const end: Handler = (asked) => change(asked, endSession, diagramIn(asked), () => nothing());

/** A bare list for both generations, whatever the published document of today says (tmi.md 10). */
export const list: Handler = async (asked) => {
  const { sessions } = await perform(listSessions, asked.actor, {});
  return json(sessions.map((session) => sessionOf(session, asked, false)));
};

export const ticket: Handler = async ({ actor, query }) => {
  const { ticket } = await perform(makeTicket, actor, { sessionId: idOf(query.get("session_id"), "session_id") });
  return json({ ticket });
};

/** A session's address without upgrading to it. */
export const socket: Handler = () => {
  throw new Declined(426, "upgrade_required", "Connect here by WebSocket.", { upgrade: "websocket" });
};

function diagramIn(asked: Asked) {
  const { threatModelId, id } = namedIn(asked);
  return { threatModelId, diagramId: id };
}

const pathOf = ({ threatModelId, diagramId }: SessionWire) => `/threat_models/${threatModelId}/diagrams/${diagramId}`;

/** `withCaller`: whoever asks about one session is listed in it, connected or not (tmi.md 2.1). */
function sessionOf(session: SessionWire, asked: Asked, withCaller: boolean) {
  const { base, prefix, profile } = asked;
  const { host, presenter, participants } = session;
  const seated = participants.map(({ user, permissions, lastActivity }) => ({
    user: userOf(user, profile),
    last_activity: lastActivity,
    permissions,
  }));
  if (withCaller && !isSeated(session, asked.actor)) seated.push(seatOf(session, asked));
  return {
    session_id: session.id,
    host: namedOf(host, profile),
    ...(presenter ? { presenter: namedOf(presenter, profile) } : {}),
    threat_model_id: session.threatModelId,
    threat_model_name: session.threatModelName,
    diagram_id: session.diagramId,
    diagram_name: session.diagramName,
    websocket_url: `${base.replace(/^http/, "ws")}${prefix}${pathOf(session)}/ws?session_id=${session.id}`,
    participants: seated,
  };
}

const isSeated = ({ participants }: SessionWire, { uid }: Asked["actor"]): boolean =>
  participants.some(({ user }) => user.uid === uid);

/** Whoever asks, as one who takes part. */
const seatOf = ({ role }: SessionWire, { actor, profile }: Asked) => ({
  user: userOf(actor, profile),
  last_activity: new Date().toISOString(),
  permissions: role === "reader" ? ("reader" as const) : ("writer" as const),
});
