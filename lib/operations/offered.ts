import type { Share, Whole } from "../../db/albums";
import { rolesOf } from "../../db/roles";
import { factsOf } from "../../db/worlds";
import { AREA_ROOM, areasOf } from "../domain/areas";
import { type Language, tags } from "../domain/language";
import { findMethod } from "../domain/method";
import { methodsOn } from "../domain/rights";
import type { World } from "../domain/world";
import { inert } from "../mail";
import { wordsIn } from "../words";
import type { At } from "./operation";
import { TAKER, worldOfTaker } from "./taker";
import { thingNames } from "./thing-names";

const MOST_TOLD = 10;

type Here = Pick<At<unknown>, "db" | "owner" | "version">;

/** What somebody invited to this collaboration would get, for their letter: a line a thing, in which roles and to do what. */
export async function offeredLines(at: Here, whole: Whole, language: Language): Promise<string[]> {
  const t = wordsIn(language, "mail");
  if (whole.shares.length === 0) return [t("offersNothing")];
  const world = worldOfTaker(await factsOf(at.db, at.owner, at.version, TAKER), whole);
  const roles = new Map((await rolesOf(at.db, at.owner)).map(({ id, name }) => [id, inert(name)]));
  const told = whole.shares.slice(0, MOST_TOLD);
  const nameOf = await thingNames(at, told.map(resourceOf));
  const list = new Intl.ListFormat(tags[language], { type: "conjunction" });
  const lines = told.map((share) =>
    t("offersThing", {
      thing: nameOf(resourceOf(share), language),
      roles: list.format(share.role_ids.flatMap((id) => roles.get(id) ?? [])),
      what: inPlainWords(world, share, language),
    }),
  );
  const more = whole.shares.length - told.length;
  return [t("offers"), ...lines, ...(more > 0 ? [t("changedMore", { n: more })] : [])];
}

const resourceOf = ({ type, resource_id: id }: Share) => ({ type, id });

function inPlainWords(world: World, share: Share, language: Language): string {
  const [t, words] = [wordsIn(language, "mail"), wordsIn(language, AREA_ROOM)];
  const list = new Intl.ListFormat(tags[language], { type: "conjunction" });
  const methods = methodsOn(world, { uid: TAKER }, resourceOf(share));
  const said = (safe: boolean) =>
    list.format(areasOf(methods.filter((name) => findMethod(name)?.isSafe === safe)).map((area) => words(area)));
  const [sees, changes] = [said(true), said(false)];
  if (!sees) return changes ? t("offersChanges", { changes }) : t("offersNone");
  return changes ? t("offersBoth", { sees, changes }) : t("offersSees", { sees });
}
