"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { type Key, useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, SelectField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { type PlaceChoice, placeKey, type RoleChoice } from "@/components/words/choices";
import { dayOf, untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import type { Of } from "@/components/words/of";
import { useResourceWords } from "@/components/words/resource";
import { setResource } from "@/lib/actions/resources";
import { fitting, isWide, readRolesOn, rolesOnKey } from "./queries";
import { RolePicker } from "./role-picker";

export type PersonChoice = { collaborationId: number; name: string };
export type HeldPlace = {
  collaborationId: number;
  type: PlaceChoice["type"];
  resourceId: string;
  roleIds: number[];
  ends?: string | null;
};

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
  const t = useTranslations("sharing");
  return (
    <Panel open={open} onClose={onClose} title={t("share")} says={t("shareSays")}>
      {open && <Form onClose={onClose} {...rest} />}
    </Panel>
  );
}

function Form({ onClose, people, places, roles, held, stale }: Omit<Props, "open">) {
  const t = useTranslations("sharing");
  const ui = useTranslations("ui");
  const { nameOf, begun } = useResourceWords();
  const format = useFormatter();
  const tell = useTell();
  const of = useOf();
  const [person, setPerson] = useState(people.length === 1 ? String(people[0]!.collaborationId) : "");
  const [place, setPlace] = useState(places.length === 1 ? placeKey(places[0]!) : "");
  const heldRoles = (who: string, where: string) =>
    new Set(held.find((one) => String(one.collaborationId) === who && placeKey(one) === where)?.roleIds);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => heldRoles(person, place));
  const endOf = (who: string, where: string) => {
    const ends = held.find((one) => String(one.collaborationId) === who && placeKey(one) === where)?.ends;
    return ends && Date.parse(ends) > Date.now() ? dayOf(ends) : "";
  };
  const [until, setUntil] = useState(() => endOf(person, place));
  const thing = places.find((one) => placeKey(one) === place);
  const who = people.find((one) => String(one.collaborationId) === person);
  const isHeld = heldRoles(person, place).size > 0;
  const { run, pending, at, besides, why } = useAct(setResource, {
    stale,
    done: () => {
      const names = roles.filter((role) => chosen.has(role.id)).map((role) => role.name);
      tell(
        t("isShared", { thing: nameOf(thing!), name: who!.name }),
        t("inRoles", { n: names.length, roles: format.list(names, { type: "conjunction" }) }),
      );
      onClose();
    },
  });
  const input = who &&
    thing && {
      collaborationId: who.collaborationId,
      resourceType: thing.type,
      resourceId: thing.resourceId,
      roleIds: [...chosen].map(String),
      ...(until === endOf(person, place) ? {} : { until: untilOf(until) }),
      ...of,
    };
  const weighed = usePreview(input && chosen.size > 0 ? [{ verb: "setResource", input }] : null);
  const wrong = wrongIn(weighed);
  const choose = (nextPerson: string, nextPlace: string) => {
    setPerson(nextPerson);
    setPlace(nextPlace);
    setChosen(heldRoles(nextPerson, nextPlace));
    setUntil(endOf(nextPerson, nextPlace));
  };
  const there = useRolesOn(thing, roles, of);
  const fits = fitting(there, thing?.type ?? "ENV");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (input && weighed.armed) run(input);
      }}
    >
      {people.length > 1 && (
        <SelectField label={t("with")} required value={person} onChange={(event) => choose(event.target.value, place)}>
          <option value="">{t("choosePerson")}</option>
          {people.map((one) => (
            <option key={one.collaborationId} value={one.collaborationId}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
      {places.length > 1 && (
        <SelectField
          label={t("what")}
          required
          value={place}
          error={at("resourceId") ?? wrong.resourceId}
          onChange={(event) => choose(person, event.target.value)}
        >
          <option value="">{t("chooseThing")}</option>
          <Options label={t("everything")} places={places.filter(isWide)} />
          <Options label={t("groups")} places={places.filter((one) => one.type === "ENV_GROUP" && !isWide(one))} />
          <Options label={t("environments")} places={places.filter((one) => one.type === "ENV" && !isWide(one))} />
        </SelectField>
      )}
      <RolePicker
        roles={fits}
        chosen={chosen}
        onChange={setChosen}
        error={at("roleIds") ? (chosen.size === 0 ? t("oneRole") : at("roleIds")) : wrong.roleIds}
      />
      <EndField label={t("sharedUntil")} value={until} onChange={setUntil} error={at("until") ?? wrong.until} />
      {besides("resourceId", "roleIds", "until") && (
        <Problem why={why}>{besides("resourceId", "roleIds", "until")}</Problem>
      )}
      {input && chosen.size > 0 && (
        <PreviewLines of={weighed} beside={["roleIds", "until", ...(places.length > 1 ? ["resourceId"] : [])]} />
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {isHeld ? t("saveRoles") : thing ? begun(t("shareThing", { thing: nameOf(thing, true) }), thing) : t("share")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}

function Options({ label, places }: { label: string; places: readonly PlaceChoice[] }) {
  const { nameOf } = useResourceWords();
  if (places.length === 0) return null;
  return (
    <optgroup label={label}>
      {places.map((place) => (
        <option key={placeKey(place)} value={placeKey(place)}>
          {nameOf(place)}
        </option>
      ))}
    </optgroup>
  );
}

/** The roles; to a delegate, with what they lack on the very thing that is chosen. */
function useRolesOn(thing: PlaceChoice | undefined, roles: readonly RoleChoice[], of: Of): readonly RoleChoice[] {
  const isAsked = thing !== undefined && of.ownerUid !== undefined;
  const { data } = useRead(isAsked ? rolesOnKey(thing, of) : ["roles", "on", null], async () =>
    isAsked ? readRolesOn(thing, of) : null,
  );
  return data ?? roles;
}
