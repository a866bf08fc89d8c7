"use client";

import { useState } from "react";
import { useSeeded } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Choice, useChosen } from "@/components/ui/chosen";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Empty, PageHead } from "@/components/ui/page";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { Initials } from "@/components/words/person";
import { Resource } from "@/components/words/resource";
import { AccessPanel } from "./access-panel";
import { type Environment, type Estate, environmentsKey, reaching, readEstate, type Sharer } from "./queries";

const RegisterForm = later(async () => (await import("./register-form")).RegisterForm);

/** What I have, by group, and who reaches it. */
export function EnvironmentTree({ ownerUid, roles }: { ownerUid: number; roles: RoleChoice[] }) {
  const data = useSeeded(environmentsKey, () => readEstate(ownerUid));
  const { chosen, choose } = useChosen("thing");
  const [registering, setRegistering] = useState(false);
  const lines = linesOf(data);
  const line = lines.find((one) => placeKey(one.place) === chosen);
  return (
    <>
      <PageHead title="Environments" says="What you have, by group, and who reaches it.">
        <Button look="primary" onClick={() => setRegistering(true)}>
          <Plus size={16} aria-hidden /> Register environment
        </Button>
      </PageHead>
      {lines.length === 0 ? (
        <Empty title="No environments yet.">
          Register an environment by its name; then you can share it, alone or with the group it is in.
        </Empty>
      ) : (
        <Table label="Environments and groups">
          <Head>
            <Column>Name</Column>
            <Column wide>Shown as</Column>
            <Column end>Who has access</Column>
          </Head>
          <tbody>
            {lines.map((one) => (
              <Line key={`${one.under}/${placeKey(one.place)}`} line={one} people={data.people} />
            ))}
          </tbody>
        </Table>
      )}
      <RegisterForm open={registering} onClose={() => setRegistering(false)} groups={data.groups} />
      <AccessPanel
        key={chosen}
        place={line?.place ?? null}
        ownerUid={ownerUid}
        people={data.people}
        roles={roles}
        onClose={() => choose(null)}
      />
    </>
  );
}

/** One line of the tree. An environment stands under each of its groups; `under` tells the lines apart. */
type TreeLine = { place: PlaceChoice; depth: number; under: string; shownAs: string; groups: string[] };

function linesOf({ environments, groups }: Estate): TreeLine[] {
  const asLine = (environment: Environment, depth: number, under: string): TreeLine => ({
    place: { type: "ENV", resourceId: environment.appid, name: environment.name },
    depth,
    under,
    shownAs: environment.displayName,
    groups: environment.groups,
  });
  const grouped = [...groups].sort().flatMap((path) => {
    const depth = path.split("/").length - 1;
    const group: TreeLine = {
      place: { type: "ENV_GROUP", resourceId: path, name: path },
      depth,
      under: path,
      shownAs: "",
      groups: [],
    };
    const inside = environments.filter((environment) => environment.groups.includes(path));
    return [group, ...inside.map((environment) => asLine(environment, depth + 1, path))];
  });
  const loose = environments.filter((environment) => environment.groups.length === 0);
  return [...grouped, ...loose.map((environment) => asLine(environment, 0, ""))];
}

const indents = ["", "pl-6", "pl-12", "pl-18", "pl-24"];

function Line({ line: { place, depth, shownAs, groups }, people }: { line: TreeLine; people: Sharer[] }) {
  const isGroup = place.type === "ENV_GROUP";
  const shown = isGroup
    ? { ...place, resourceId: place.resourceId.slice(place.resourceId.lastIndexOf("/") + 1) }
    : place;
  return (
    <Row>
      <Cell heads className={isGroup ? "font-medium" : ""}>
        <Choice
          name="thing"
          value={placeKey(place)}
          className={`inline-flex rounded-md hover:underline ${indents[Math.min(depth, 4)]}`}
        >
          <Resource item={shown} kind={false} />
        </Choice>
      </Cell>
      <Cell wide className="text-muted">
        {shownAs}
      </Cell>
      <Cell end className="py-2!">
        <Stack people={reaching(people, place, groups)} />
      </Cell>
    </Row>
  );
}

function Stack({ people }: { people: Sharer[] }) {
  if (people.length === 0) return <span className="text-muted">Only you</span>;
  return (
    <span className="inline-flex items-center" title={people.map((person) => person.name).join(", ")}>
      <span className="sr-only">{people.map((person) => person.name).join(", ")}</span>
      <span aria-hidden className="flex -space-x-1.5">
        {people.slice(0, 4).map((person) => (
          <Initials key={person.collaborationId} name={person.name} size="small" />
        ))}
      </span>
      {people.length > 4 && (
        <span aria-hidden className="ml-1.5 text-label text-muted">
          +{people.length - 4}
        </span>
      )}
    </span>
  );
}
