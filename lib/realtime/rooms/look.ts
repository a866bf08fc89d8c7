import { namesOf } from "../../../db/accounts";
import { db } from "../../../db/client";
import * as sessions from "../../../db/diagram-sessions";
import type { Elsewhere, Session } from "../../domain/diagram/room";

/** A session as its rows have it, and who is in it on other nodes; null where it is over. */
export async function look(
  node: { id: string },
  owner: number,
  id: string,
): Promise<{ session: Session; elsewhere: Elsewhere[] } | null> {
  const row = await sessions.findSessionById(db(), owner, id);
  if (!row) return null;
  const seated = (await sessions.participantsOf(db(), owner, id)).filter((one) => one.node !== node.id);
  const people = await namesOf(db(), [row.host_uid, ...seated.map(({ uid }) => uid)]);
  // The database's clock says how long ago; ours counts on from there.
  const lost =
    row.host_lost_at && Date.now() - ((await sessions.databaseTime(db())).getTime() - row.host_lost_at.getTime());
  return {
    session: {
      id,
      host: row.host_uid,
      presenter: row.presenter_uid,
      hostLostAt: lost,
      locked: row.is_locked,
      readOnly: row.read_only,
    },
    elsewhere: seated.map(({ socket, uid, mayEdit, joinedAt, lastActivity }) => ({
      socket,
      person: people.get(uid) ?? { uid, email: "", name: "" },
      mayEdit,
      since: joinedAt.getTime(),
      lastActivity: lastActivity.getTime(),
    })),
  };
}
