import { redirect } from "next/navigation";
import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { modelsKey, onEnvironments, readModels } from "@/components/drawings/queries";
import { askedMatrix, askedPlaces } from "@/components/environments/asked";
import { EnvironmentsPage } from "@/components/environments/environments-page";
import { choicesKey, placesKey, readChoices, readPlaces } from "@/components/environments/places";
import { matrixKey, readMatrix } from "@/components/environments/queries";
import type { Key } from "@/components/reading";
import { Seed } from "@/components/seed";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";
import { resultOf } from "@/lib/actions/answer";
import { getSharedNames } from "@/lib/actions/pages";

export const generateMetadata = titled("shell", "environments");

/** What I have, by group, and who reaches it; with `?view=matrix` as a table of people by environments. */
export default async function Page({ searchParams }: PageProps<"/environments">) {
  const search = await searchParams;
  const here = addressOf("/environments", search);
  const view = search.view === "matrix" ? "matrix" : "tree";
  const places = askedPlaces(search);
  const cells = askedMatrix(search);
  const of = ofIn(search.of);
  const choices = await load(here, () => readChoices(of));
  await leadToShared(here, String(search.thing ?? ""));
  const drawnOn = onEnvironments(of.ownerUid);
  const drawn = async (): Promise<[Key, unknown]> => [modelsKey(drawnOn), await load(here, () => readModels(drawnOn))];
  return (
    <Words rooms={["environments", "sharing", "drawings", "preview"]}>
      <Seed
        data={[
          [choicesKey(of), choices],
          view === "matrix"
            ? [matrixKey(cells), await load(here, () => readMatrix(cells))]
            : [placesKey(places), await load(here, () => readPlaces(places))],
          ...(view === "tree" ? [await drawn()] : []),
        ]}
      >
        <EnvironmentsPage view={view} />
      </Seed>
    </Words>
  );
}

/** A copied link leads whoever has a share to what is shared with them; the link alone opens nothing. */
async function leadToShared(here: string, thing: string): Promise<void> {
  if (!thing.startsWith("ENV:")) return;
  const { names } = await load(here, () => resultOf(getSharedNames({})));
  if (Object.hasOwn(names, thing.slice("ENV:".length))) redirect(`/shared?thing=${encodeURIComponent(thing)}`);
}
