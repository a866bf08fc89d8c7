import { z } from "zod";
import { peopleOf } from "../../../db/accounts";
import { membershipsOf, pairsOf } from "../../../db/collaborations";
import { requestsOf } from "../../../db/requests";
import { rolesOf } from "../../../db/roles";
import { environmentNamesOf } from "../../../db/roster";
import type { RequestRow } from "../../../db/schema";
import { resourceTypes } from "../../domain/resource";
import { isMembership } from "../../domain/revival";
import * as field from "../fields";
import { knows } from "../known";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { hasEnded } from "../until";
import { mayNow, type Offer, offersOf, remedyOf } from "./load";

const MOST = 200;
const MOST_ROLES = 5;

const role = { id: z.number(), name: z.string(), extra: z.number().int() };
const line = z.strictObject({
  id: z.number().int(),
  state: z.enum(["OPEN", "GRANTED", "DECLINED"]),
  /** The caller themselves, who cannot answer it. */
  self: z.boolean(),
  asker: z.strictObject({ uid: z.number(), name: z.string(), email: z.string() }),
  /** Of whoever asks: where they are a member of their own, else in a team; null where they are nowhere any more. */
  memberId: z.number().int().nullable(),
  method: z.string(),
  /** It is the membership itself that they ask for. */
  membership: z.boolean(),
  thing: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }),
  note: z.string(),
  answer: z.string(),
  askedAt: z.string(),
  /** Of an answered one: they may do it as it is now, whatever the answer was. */
  now: z.boolean().nullable(),
  /** Of an open one: the roles that would do and that the caller can give, the one with the least beside what is asked for first. */
  roles: z.array(z.strictObject(role)),
  /**
   * The same of those they cannot give, because they do not hold all of it themselves. `lacking`: what they do not hold; `here`: the first of
   * it that is lacking on the thing itself, so that it can be asked why.
   */
  beyond: z.array(z.strictObject({ ...role, lacking: z.array(z.string()), here: z.string().nullable() })),
  /** What comes back first: of an open one whose asker is suspended, or is a member no more. `enough`: nothing else is needed. */
  revives: z.enum(["SUSPENDED", "ENDED"]).nullable(),
  enough: z.boolean(),
  /** Shared with them directly already, so that no other end can be given along. */
  direct: z.boolean(),
});
export type RequestLine = z.infer<typeof line>;

export const getRequests = operation({
  method: "confer.access.GetRequests",
  grant: "users.collaboration.SetResource",
  kind: "read",
  summary:
    "List who asks for access to what, with the smallest role of the caller's to give that would do, and what was answered in the last month.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({ requests: z.array(line) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    const rows = await requestsOf(at.db, at.owner, MOST);
    const people = new Map(
      (await peopleOf(at.db, [...new Set(rows.map((row) => row.asker_uid))])).map((one) => [one.uid, one]),
    );
    const appids = rows.flatMap(({ type, resource_id }) => (type === "ENV" ? resource_id : []));
    const names = await environmentNamesOf(at.db, at.owner, [...new Set(appids)]);
    const roles = new Map((await rolesOf(at.db, at.owner)).map(({ id, name }) => [id, name]));
    const pairs = new Map(
      (
        await pairsOf(
          at.db,
          at.owner,
          [...people.values()].map(({ email }) => email),
        )
      ).map((one) => [one.member_uid, one.id]),
    );
    const roleWire = ({ roleId, extra }: Offer) => ({ id: roleId, name: roles.get(roleId)!, extra });
    const hereOf = ({ type, resource_id: id }: RequestRow, { excess }: Offer) =>
      at.facts.as === "member" && knows(at.facts.world, at.actor.uid, { type, id }) ? excess.here : null;
    const requests: RequestLine[] = [];
    for (const row of rows) {
      const person = people.get(row.asker_uid);
      if (!person) continue;
      const remedy = row.state === "OPEN" ? await remedyOf(at, row) : null;
      const offers = remedy ? await offersOf(at, at.facts, row, remedy, MOST_ROLES) : { mine: [], beyond: [] };
      const back = remedy?.revives ?? null;
      const share = remedy?.whole?.shares.find(
        ({ type, resource_id: id }) => type === row.type && id === row.resource_id,
      );
      requests.push({
        id: row.id,
        state: row.state,
        self: row.asker_uid === at.actor.uid,
        asker: { uid: person.uid, name: person.name, email: person.email },
        memberId: pairs.get(person.uid) ?? (await membershipsOf(at.db, at.owner, person.uid))[0]?.id ?? null,
        method: row.method,
        membership: isMembership(row.method, { type: row.type, id: row.resource_id }),
        thing: { type: row.type, resourceId: row.resource_id, name: names.get(row.resource_id) ?? row.resource_id },
        note: row.note,
        answer: row.answer,
        askedAt: row.asked_at.toISOString(),
        now: row.state === "OPEN" ? null : await mayNow(at, row),
        roles: offers.mine.map(roleWire),
        beyond: offers.beyond.map((offer) => ({
          ...roleWire(offer),
          lacking: [...offer.excess.beyond],
          here: hereOf(row, offer),
        })),
        revives: back && (back.status === "SUSPENDED" ? "SUSPENDED" : "ENDED"),
        enough: remedy?.alone ?? false,
        direct: !back && share !== undefined && !hasEnded(share),
      });
    }
    return { requests };
  },
});
