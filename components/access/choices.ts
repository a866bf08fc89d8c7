import type { Of } from "@/components/words/of";
import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getCatalogue, getThreatModels, glanceAtMembers, glanceAtPlaces } from "@/lib/actions/pages";
import { getTokens } from "@/lib/actions/tokens";
import { glanceAtReach } from "@/lib/actions/why";
import { CATEGORY } from "@/lib/domain/resource";

/** One that can be picked: what it sets in the address, what it is called, and what tells it from others. */
export type Choice = { id: string; name: string; more: string; set: { [name: string]: string } };

const MOST = 12;
const has = (text: string, search: string) => text.toLowerCase().includes(search.toLowerCase());

export async function findPeople(
  search: string,
  of: Of,
  words: { me: string; token(name: string): string },
): Promise<Choice[]> {
  // Whoever may not see who works there asks about themselves.
  const members = await glanceAtMembers({ ...(search ? { search } : {}), resultCount: MOST, ...of });
  const rows = members.ok ? members.value.rows : [];
  const tokens = await resultOf(getTokens({}));
  return [
    { id: "me", name: words.me, more: "", set: { member: "me" } },
    ...rows.map((row) => ({
      id: `member ${row.id}`,
      name: row.label || row.name || row.email,
      more: row.team ? `${row.email} · ${row.team}` : row.email,
      set: { member: String(row.id) },
    })),
    ...tokens.apiTokens.map(({ id, description }) => ({
      id: `token ${id}`,
      name: words.token(description),
      more: "",
      set: { token: String(id) },
    })),
  ].filter(({ id, name }) => id.startsWith("member ") || has(name, search));
}

export async function findMethods(search: string): Promise<Choice[]> {
  const { methods } = await resultOf(getCatalogue({}));
  return methods
    .filter(({ name }) => has(name, search))
    .slice(0, 50)
    .map(({ name }) => ({ id: name, name, more: "", set: { method: name } }));
}

export type ThingWords = {
  nameOf(place: ResourceItem): string;
  kindOf(place: ResourceItem): string;
  model: string;
  diagram(model: string): string;
};

export async function findThings(search: string, of: Of, words: ThingWords): Promise<Choice[]> {
  const asked = { ...(search ? { search } : {}), resultCount: MOST, ...of };
  const lines = await linesOf(asked, of);
  const { models } = await resultOf(getThreatModels(asked));
  const seen = new Set<string>();
  const places = lines.flatMap((line) => {
    const id = `${line.type}:${line.resourceId}`;
    if (seen.has(id)) return [];
    seen.add(id);
    const isNamed = line.type !== "ACCOUNT" && line.resourceId !== CATEGORY;
    return [{ id, name: words.nameOf(line), more: isNamed ? words.kindOf(line) : "", set: { thing: id } }];
  });
  const drawn = models.flatMap(({ id, name, diagrams }) =>
    [
      { id: `model ${id}`, name, more: words.model, set: { model: id } },
      ...diagrams.map((diagram) => ({
        id: `diagram ${diagram.id}`,
        name: diagram.name,
        more: words.diagram(name),
        set: { diagram: diagram.id },
      })),
    ].filter((one) => has(`${one.name} ${name}`, search)),
  );
  const found: Choice[] = [...places, ...drawn];
  // The groups around what is found come with it: what is called so stands first.
  return found.sort((a, b) => rank(a.name, search) - rank(b.name, search));
}

/** What stands there; what they reach, to whoever may not look around there, and where nothing of their own is called so. */
async function linesOf(asked: Of & { search?: string }, of: Of): Promise<readonly ResourceItem[]> {
  const places = await glanceAtPlaces(asked);
  if (places.ok && places.value.lines.length > 0) return places.value.lines;
  const { things } = await resultOf(glanceAtReach(of));
  return things
    .flatMap(({ type, resourceId, name, owner }) => {
      // What is called by its path alone is somebody's only where its owner is named.
      const isNamed = of.ownerUid !== undefined || owner === null || (type === "ENV" && resourceId !== CATEGORY);
      return type !== "MODEL" && isNamed ? { type, resourceId, name } : [];
    })
    .filter(({ name }) => has(name, asked.search ?? ""))
    .slice(0, MOST);
}

const rank = (name: string, search: string): number =>
  has(name, search) ? name.toLowerCase().indexOf(search.toLowerCase()) : 1_000;
