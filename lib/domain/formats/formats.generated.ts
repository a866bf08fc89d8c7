import fc from "fast-check";
import type { Cell } from "../diagram/cell";
import { isObject, same } from "../diagram/cell";
import { severities, statuses, type Threat } from "../threats/threat";
import type { Members, Whole } from "./whole";

/** Models of ours and files of others, as many as one likes, for the laws of the formats. */

export const uuid = fc.uuid();
export const name = fc.string({ unit: fc.constantFrom("a", "B", "ü", "س", " ", "<", "💳"), maxLength: 12 });
const point = fc.record({ x: fc.integer({ min: -500, max: 2000 }), y: fc.integer({ min: -500, max: 2000 }) });
const size = fc.record({ width: fc.integer({ min: 40, max: 900 }), height: fc.integer({ min: 30, max: 900 }) });

/** Members nobody has heard of. */
export const stray = fc.dictionary(
  fc.constantFrom("custom", "x-team", "note", "ratings"),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 })),
  { maxKeys: 2 },
);

const facts = fc.record(
  { isEncrypted: fc.boolean(), outOfScope: fc.boolean(), protocol: name, _metadata: fc.constant([]) },
  { requiredKeys: ["_metadata"] },
);

const node = (id: string, parents: readonly string[]) =>
  fc
    .record({
      shape: fc.constantFrom("actor", "process", "store", "text-box"),
      position: point,
      size,
      label: name,
      data: facts,
      stray,
      parent: parents.length > 0 ? fc.option(fc.constantFrom(...parents), { nil: undefined }) : fc.constant(undefined),
    })
    .map(
      ({ label, stray, parent, ...rest }): Cell => ({
        id,
        ...rest,
        attrs: { body: { fill: "#ffffff" }, text: { text: label, fontSize: 12 } },
        ...(parent ? { parent } : {}),
        ...withoutNulls(stray),
      }),
    );

const boundary = (id: string) =>
  fc.record({ position: point, size, label: name }).map(
    ({ position, size, label }): Cell => ({
      id,
      shape: "security-boundary",
      position,
      size,
      attrs: { text: { text: label } },
      data: { _metadata: [], security_boundary: true },
    }),
  );

const flow = (id: string, ends: readonly string[]) => {
  const end = fc.oneof(
    point,
    ...(ends.length > 0 ? [fc.record({ cell: fc.constantFrom(...ends), port: fc.constantFrom("left", "top") })] : []),
  );
  return fc
    .record({ source: end, target: end, label: name, vertices: fc.array(point, { maxLength: 2 }), data: facts })
    .map(
      ({ label, ...rest }): Cell => ({
        id,
        shape: "flow",
        ...rest,
        labels: [{ position: 0.5, attrs: { text: { text: label } } }],
      }),
    );
};

const threat = (cells: readonly string[], number: number): fc.Arbitrary<Threat> =>
  fc.record({
    id: uuid.map((id) => `${id.slice(0, -1)}${number}`),
    number: fc.constant(number),
    cell: fc.constantFrom(...cells),
    category: fc.constantFrom("spoofing", "denial-of-service", "Linkability"),
    title: name,
    description: name,
    mitigation: name,
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom(...statuses),
    rule: fc.option(fc.constantFrom("plain-flow", "mine"), { nil: null }),
    facts: fc.array(fc.oneof(fc.record({ is: name }), fc.record({ is: name, of: name })), { maxLength: 2 }),
  });

const drawing = (first: number) =>
  fc.uniqueArray(uuid, { minLength: 0, maxLength: 6 }).chain((ids) => {
    const zones = ids.slice(0, 1);
    const nodes = ids.slice(1, 4);
    const cells = [
      ...zones.map(boundary),
      ...nodes.map((id) => node(id, zones)),
      ...ids.slice(4).map((id) => flow(id, nodes)),
    ];
    const count = nodes.length > 0 ? 2 : 0;
    return fc.record({
      name: name.map((said) => said || "Untitled"),
      description: fc.option(
        name.map((text) => text || "-"),
        { nil: null },
      ),
      cells: fc.tuple(...cells),
      threats: fc.tuple(...Array.from({ length: count }, (_, n) => threat(nodes, first + n))),
      aside: fc.constant({}),
    });
  });

/** Threat models as this house makes them. */
export const wholes: fc.Arbitrary<Whole> = fc.record({
  name: name.map((said) => said || "Untitled"),
  description: fc.option(
    name.map((text) => text || "-"),
    { nil: null },
  ),
  diagrams: fc.tuple(drawing(1), drawing(3)).map((all) => all),
  aside: fc.constant({}),
});

const withoutNulls = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

/** Where `whole` does not say what `part` says; null where it says all of it. Lists keep their length. */
export function lost(part: unknown, whole: unknown, path = ""): string | null {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole) || whole.length < part.length) return path;
    return part.map((one, n) => lost(one, whole[n], `${path}[${n}]`)).find(Boolean) ?? null;
  }
  if (isObject(part)) {
    if (!isObject(whole)) return path;
    for (const [name, value] of Object.entries(part)) {
      const found = Object.hasOwn(whole, name) ? lost(value, whole[name], `${path}.${name}`) : `${path}.${name}`;
      if (found) return found;
    }
    return null;
  }
  return same(part, whole) ? null : `${path}: ${JSON.stringify(part)} → ${JSON.stringify(whole)}`;
}
