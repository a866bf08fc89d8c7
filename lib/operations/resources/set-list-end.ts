import { z } from "zod";
import { findUidByEmail } from "../../../db/accounts";
import { saveLineEnd } from "../../../db/ends";
import { saveModel } from "../../../db/threat-models";
import { parseEmail } from "../../domain/email";
import { invalid, notFound } from "../../domain/refusal";
import * as field from "../fields";
import { judgeOwner, judgeReached, ownerOfNamed, reachModel } from "../models";
import { type At, operation } from "../operation";
import { lineOf, type Named, noLongerOwn } from "../own-line";
import { readUntil, untilWire } from "../until";
import { all } from "../verdict";
import { response } from "../wire/shapes";

export const setListEnd = operation({
  method: "confer.access.SetListEnd",
  grant: "threatmodel.model.EditThreatModel",
  kind: "write",
  scope: "resource",
  summary:
    "Say until when a threat model's own list names somebody, by their account, address or group, or that it does without an end.",
  input: z.object({
    threatModelId: field.uuid(),
    uid: field.id().optional(),
    email: field.text().optional(),
    group: field.name(500).optional(),
    until: field.text(40),
  }),
  output: response,
  owner: (at) => ownerOfNamed(at, at.input.threatModelId),
  load: async (at) => {
    const reached = await reachModel(at, at.input.threatModelId);
    const line = lineOf(reached.model, await namedIn(at));
    const until = readUntil(at.input.until);
    if (until === undefined) throw invalid("until");
    return { ...reached, line, until };
  },
  allow: (at) => {
    const { line, until } = at.facts;
    return all(
      judgeReached(at.facts),
      judgeOwner(at, at.facts),
      noLongerOwn(at, line ? [line] : [], line ? [{ ...line, ends_at: until }] : []),
    );
  },
  handle: async (at) => {
    const { model, line, until } = at.facts;
    if (!line) throw notFound("line of the list");
    await saveModel(at.db, model, {});
    await saveLineEnd(at.db, at.owner, model.id, line.position, until);
    const { uid, email, group_name: group, role } = line;
    const is = { name: model.name, line: { uid, email, group, role } };
    at.record({
      target: "threat-model",
      id: model.id,
      before: { ...is, until: null, ...untilWire(line) },
      after: { ...is, until: null, ...untilWire({ ends_at: until }) },
    });
    return {};
  },
});

/** An address stands for its account, where it has one. */
async function namedIn({ db, input: { uid, email, group } }: Pick<At<Named>, "db" | "input">) {
  if (email === undefined) return { uid, group };
  const canonical = parseEmail(email).canonical;
  return { uid: (await findUidByEmail(db, canonical)) ?? undefined, email: canonical };
}
