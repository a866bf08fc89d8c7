import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { invalid } from "../../domain/refusal";
import type { Resource } from "../../domain/resource";
import { companyOf, finds, namesOf } from "../company";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { type Caller, callersAnywhere } from "./anywhere";
import { addListed, type Holder, type Human, holder, holdersHere, holderWires, notListed } from "./holders";
import { manages, methodAsked } from "./question";
import { type Drawn, drawnNamed, ownerInSight, resourceNamed, thingFields, thingOf } from "./thing";

const MOST = 1_000;
const THINGS = 10;
const int = z.number().int();

/**
 * Who may call a method on a thing: every person once, with all the ways by which they may; without a thing, who may anywhere, and on what.
 * The owner always may, and is told apart.
 */
export const whoCan = operation({
  method: "confer.access.WhoCan",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary:
    "List who may call a method on a thing, and through what: the account's owner, and everyone it is shared with; or, without a thing, who may anywhere, and on how many things.",
  input: z.object({
    ...thingFields,
    serviceMethod: field.text(),
    search: field.text(200).optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(MOST).optional(),
    /** Without a thing: how many of those they may call it on are named for each. */
    thingCount: field.count(MOST).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({
    owner: z.strictObject({ uid: int, name: z.string(), email: z.string() }),
    people: z.array(holder),
    total: int,
    /** How many more may once they accept, or are active again. */
    waiting: int,
  }),
  owner: async (at) => (await ownerInSight(at)) ?? ownerMeant(at),
  load: async (at) => {
    const method = methodAsked(at.input.serviceMethod);
    // Whoever cannot open it finds none, before they hear that they may not be told who does.
    const drawn = await drawnNamed(at);
    const may = await manages(at);
    const isAnywhere = !drawn && resourceNamed(at.input) === null;
    if (!may.allowed || isAnywhere) return { may, method, resource: null, drawn: null };
    if (drawn && !method.startsWith("threatmodel.")) throw invalid("serviceMethod");
    return { may, method, drawn, resource: drawn ? environmentOf(drawn) : await thingOf(at) };
  },
  allow: ({ facts: { may } }) => may,
  handle: async (at) => {
    const { method, resource, drawn } = at.facts;
    const { search, startRow = 0, resultCount = MOST } = at.input;
    const account = (await findAccount(at.db, at.owner))!;
    const owner = { uid: at.owner, name: account.name || account.email_shown, email: account.email_shown };
    const isFound = finds(search);
    if (!resource && !drawn) {
      const { callers, waiting } = await callersAnywhere(at, method);
      const all = callers.filter(({ found }) => isFound(found));
      const shown = all.slice(startRow, startRow + resultCount);
      return { owner, people: await callerWires(at, shown), total: all.length, waiting };
    }
    const { estate, company } = await companyOf(at);
    const { holding, waiting } = resource
      ? holdersHere(estate, company, resource, method)
      : { holding: new Map<string, Human>(), waiting: 0 };
    if (drawn) await addListed(at, holding, drawn, method);
    const all = [...holding.values()].filter(({ found }) => isFound(found));
    const shown = all.slice(startRow, startRow + resultCount);
    return {
      owner,
      people: await holderWires(at, estate, shown),
      total: all.length,
      waiting,
    };
  },
});

const environmentOf = ({ model }: Drawn): Resource | null =>
  model.environment === null ? null : { type: "ENV", id: model.environment };

async function callerWires(at: At<{ thingCount?: number | undefined }>, callers: readonly Caller[]): Promise<Holder[]> {
  const names = await namesOf(
    at,
    callers.flatMap(({ entry }) => entry ?? []),
  );
  return callers.map(({ name, email, entry, reach }) => ({
    memberId: entry?.id ?? null,
    name: entry ? names.get(entry.id)! : name,
    email,
    state: entry?.status ?? null,
    ways: [],
    reach: reach(at.input.thingCount ?? THINGS),
    ...notListed,
  }));
}
