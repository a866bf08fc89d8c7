import { z } from "zod";
import { modelRoles } from "../../domain/diagram/rights";
import { resourceTypes } from "../../domain/resource";

const int = z.number().int();
const thing = z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() });
/** The first of many, and how many there are. */
const some = <T extends z.ZodType>(one: T) => z.strictObject({ first: z.array(one), n: int });

const person = z.strictObject({
  /** 0 for whoever has not accepted yet. */
  uid: int,
  memberId: int,
  name: z.string(),
  /** They have access now; otherwise they are invited or suspended, and this is what they would have. */
  now: z.boolean(),
  on: some(z.strictObject({ methods: some(z.string()), things: some(thing) })),
});

const relisted = z.strictObject({
  /** 0 for an address without an account, and for the group of all who are signed in, whose name is empty. */
  uid: int,
  name: z.string(),
  threatModelId: z.string(),
  threatModel: z.string(),
  before: z.enum(modelRoles).nullable(),
  after: z.enum(modelRoles).nullable(),
});

/** What a change would do, by name and count. Whoever asks and may not see the others is told of themselves alone. */
export const previewShape = z.strictObject({
  /** Does anybody's access change, among those who have any now? */
  changes: z.boolean(),
  gains: some(person),
  /** On how many environments, and diagrams of those, somebody gains something. */
  reaches: z.strictObject({ environments: int, diagrams: int }),
  loses: some(person),
  /** Whose role on a threat model becomes another, because its own list, its environment or its being there does. */
  models: some(relisted),
  /** People in live diagrams, who would be shown out of them or could only look. */
  cut: some(
    z.strictObject({
      uid: int,
      name: z.string(),
      diagramId: z.string(),
      diagram: z.string(),
      effect: z.enum(["out", "readOnly"]),
    }),
  ),
  /** Calls of the last ninety days that would have been refused, the most frequent first; `calls` is how many they were together. */
  refused: some(
    z.strictObject({
      uid: int,
      name: z.string(),
      method: z.string(),
      /** Null where the call named nothing, or a threat model. */
      thing: thing.nullable(),
      threatModel: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      calls: int,
      /** yyyy-MM-dd, UTC. */
      last: z.string(),
    }),
  ).extend({ calls: int }),
  /** Of several that have a result of their own (`of` in all), those that would be refused, while the others are done. */
  declined: some(z.strictObject({ collaborationId: int, thing, error: z.string(), reason: int, result: int })).extend({
    of: int,
  }),
  /** What ends by itself because of it, and what that takes then; the soonest of several ends. */
  later: z.array(
    z.strictObject({
      /** ISO 8601. */
      at: z.string(),
      loses: some(person),
      models: some(relisted),
      tokens: some(z.strictObject({ id: int, name: z.string() })),
    }),
  ),
  /** At how many later moments something ends as well. */
  laterMore: int,
});
export type Preview = z.infer<typeof previewShape>;
export type PreviewPerson = z.infer<typeof person>;

/** As REST answers it. */
export const dryRunShape = z.strictObject({ dryRun: z.literal(true), preview: previewShape });
