"use client";

import { useState } from "react";
import type { Key } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, SelectField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { resourceWord } from "@/components/words/resource";
import { setResource } from "@/lib/actions/resources";
import { RolePicker } from "./role-picker";

export type PersonChoice = { collaborationId: number; name: string };
export type HeldPlace = { collaborationId: number; type: PlaceChoice["type"]; resourceId: string; roleIds: number[] };

type Props = {
  open: boolean;
  onClose(): void;
  /** One of them fixed, or several to choose from. */
  people: readonly PersonChoice[];
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
  /** What is shared already: choosing it shows its roles. */
  held: readonly HeldPlace[];
  stale: readonly Key[];
};

/** Gives one person exactly these roles on one thing, sharing it where it is not shared yet. */
export function ShareForm({ open, onClose, ...rest }: Props) {
  return (
    <Panel
      open={open}
      onClose={onClose}
      title="Share"
      says="They get it at once if they are active; otherwise when they accept."
    >
      {open && <Form onClose={onClose} {...rest} />}
    </Panel>
  );
}

function Form({ onClose, people, places, roles, held, stale }: Omit<Props, "open">) {
  const tell = useTell();
  const [person, setPerson] = useState(people.length === 1 ? String(people[0]!.collaborationId) : "");
  const [place, setPlace] = useState(places.length === 1 ? placeKey(places[0]!) : "");
  const heldRoles = (who: string, where: string) =>
    new Set(held.find((one) => String(one.collaborationId) === who && placeKey(one) === where)?.roleIds);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => heldRoles(person, place));
  const thing = places.find((one) => placeKey(one) === place);
  const who = people.find((one) => String(one.collaborationId) === person);
  const isHeld = heldRoles(person, place).size > 0;
  const { run, pending, at, besides } = useAct(setResource, {
    stale,
    done: () => {
      const names = roles.filter((role) => chosen.has(role.id)).map((role) => role.name);
      tell(`${resourceWord(thing!)} is shared with ${who!.name}.`, `Role: ${names.join(", ")}.`);
      onClose();
    },
  });
  const choose = (nextPerson: string, nextPlace: string) => {
    setPerson(nextPerson);
    setPlace(nextPlace);
    setChosen(heldRoles(nextPerson, nextPlace));
  };
  const fits = roles.filter((role) => role.type === (thing?.type.endsWith("REGION") ? "CMP" : "VAP"));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!thing || !who) return;
        run({
          collaborationId: who.collaborationId,
          resourceType: thing.type,
          resourceId: thing.resourceId,
          roleIds: [...chosen].map(String),
        });
      }}
    >
      {people.length > 1 && (
        <SelectField label="With" required value={person} onChange={(event) => choose(event.target.value, place)}>
          <option value="">Choose a person</option>
          {people.map((one) => (
            <option key={one.collaborationId} value={one.collaborationId}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
      {places.length > 1 && (
        <SelectField
          label="What"
          required
          value={place}
          error={at("resourceId")}
          onChange={(event) => choose(person, event.target.value)}
        >
          <option value="">Choose what to share</option>
          <Options label="Everything" places={places.filter(isWide)} />
          <Options label="Groups" places={places.filter((one) => one.type === "ENV_GROUP" && !isWide(one))} />
          <Options label="Environments" places={places.filter((one) => one.type === "ENV" && !isWide(one))} />
        </SelectField>
      )}
      <RolePicker
        roles={fits}
        chosen={chosen}
        onChange={setChosen}
        error={at("roleIds") && (chosen.size === 0 ? "Choose at least one role." : at("roleIds"))}
      />
      {besides("resourceId", "roleIds") && <Problem>{besides("resourceId", "roleIds")}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {isHeld ? "Save roles" : `Share ${thing ? resourceWord(thing) : ""}`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

const isWide = ({ type, resourceId }: PlaceChoice): boolean => resourceId === "*" || type === "ACCOUNT";

function Options({ label, places }: { label: string; places: readonly PlaceChoice[] }) {
  if (places.length === 0) return null;
  return (
    <optgroup label={label}>
      {places.map((place) => (
        <option key={placeKey(place)} value={placeKey(place)}>
          {resourceWord(place)}
        </option>
      ))}
    </optgroup>
  );
}
