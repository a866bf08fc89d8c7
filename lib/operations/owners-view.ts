import { bookOf, type Shown, type Whole } from "../../db/albums";
import { peopleIn } from "../../db/at-hand";
import type { At, Leave } from "./operation";
import { type Album, collaborationWire, openAlbum } from "./wire/collaborations";
import { bookWires } from "./wire/roles";

/** One collaboration as the owner sees it, whole. */
export async function ownersView(at: Pick<At<unknown>, "db" | "owner">, collaborationId: number) {
  const { wholes, album } = await openAlbum(at.db, at.owner, [collaborationId], "whole");
  return viewOf(wholes[0]!, album);
}

/** The same of a collaboration whose rows are at hand, once a write that changes no role and no policy has raised the version. */
export async function ownersViewOf(at: Pick<At<unknown> & Leave, "db" | "owner" | "raised" | "people">, whole: Whole) {
  const people = await peopleIn(at.db, whole, at.people);
  const { book, person } = at.raised();
  const roles = bookWires(await bookOf(at.db, at.owner, book), person);
  const named = new Map([person, ...people].map((one) => [one.uid, one]));
  return viewOf(whole, { owner: person, people: named, roles });
}

const viewOf = (whole: Shown, album: Album) => ({
  collaboration: collaborationWire(whole, album, { as: "owner" }),
  includeChildren: true,
  isOwner: true,
});
