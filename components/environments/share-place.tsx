"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { readRolesOn, rolesOnKey } from "@/components/sharing/queries";
import { RolePicker } from "@/components/sharing/role-picker";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { deleteResources, setResource } from "@/lib/actions/resources";
import {
  accessKey,
  type PartnerChoice,
  partnersKey,
  plainly,
  readPartners,
  readPlace,
  staleByShares,
  type Thing,
} from "./queries";
import { type Choosable, SearchChoices } from "./search-choices";

type Props = { open: boolean; onClose(): void; thing: Thing };
type Chosen = Choosable & { partner: PartnerChoice };

/** Shares one thing with one or several people and teams, in roles, and says before how far that reaches. */
export function SharePlace({ open, onClose, thing }: Props) {
  const t = useTranslations("environments");
  const { nameOf } = useResourceWords();
  const asked = plainly(thing, useOf());
  const { data } = useRead(accessKey(asked), () => readPlace(asked));
  const name = data ? nameOf(data.place) : "";
  return (
    <Panel open={open} onClose={onClose} title={t("shareThing", { thing: name })} says={t("shareSays")}>
      {data && <Form thing={thing} name={name} inside={data.place.environments} onClose={onClose} />}
    </Panel>
  );
}

function Form({ thing, name, inside, onClose }: { thing: Thing; name: string; inside: number; onClose(): void }) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const tell = useTell();
  const stale = useStale();
  const toNo = useNo();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [roleIds, setRoleIds] = useState<ReadonlySet<number>>(new Set());
  const [sent, setSent] = useState(false);
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const place = { type: thing.type, resourceId: thing.id };
  const roles = useRead(rolesOnKey(place, of), () => readRolesOn(place, of)).data ?? [];
  const fits = roles.filter(({ type }) => type === (thing.type.endsWith("REGION") ? "CMP" : "VAP"));
  const names = format.list(
    chosen.map((one) => one.name),
    { type: "conjunction" },
  );
  const roleNames = format.list(
    fits.filter(({ id }) => roleIds.has(id)).map((role) => role.name),
    { type: "conjunction" },
  );
  const later = chosen.filter(({ partner }) => partner.state !== "ACTIVE").length;
  const replaced = chosen.filter(({ partner }) => partner.otherwise !== null).map((one) => one.name);

  const give = (partner: PartnerChoice, ids: readonly number[]) =>
    setResource({
      collaborationId: partner.collaborationId,
      resourceType: thing.type,
      resourceId: thing.id,
      roleIds: ids.map(String),
      ...of,
    });

  const takeBack = async (given: readonly { partner: PartnerChoice; shareId: number }[]) => {
    for (const { partner, shareId } of given) {
      const { collaborationId, roleIds: before } = partner;
      const answer =
        before.length > 0 ? await give(partner, before) : await deleteResources({ collaborationId, ids: [shareId] });
      if (!answer.ok) tell(t("nothingChanged"), answer.message);
    }
    await stale(staleByShares);
    announce(t("takenBack", { thing: name }));
  };

  const submit = async () => {
    setSent(true);
    if (chosen.length === 0 || roleIds.size === 0) return;
    setPending(true);
    setProblems([]);
    const given: { partner: PartnerChoice; shareId: number }[] = [];
    const refused: string[] = [];
    const left: Chosen[] = [];
    for (const one of chosen) {
      try {
        const share = await resultOf(give(one.partner, [...new Set([...one.partner.roleIds, ...roleIds])]));
        given.push({ partner: one.partner, shareId: share.id });
      } catch (error) {
        refused.push(t("refusedFor", { name: one.name, why: toNo(error)?.message ?? "" }));
        left.push(one);
      }
    }
    await stale(staleByShares);
    setPending(false);
    setProblems(refused);
    setChosen(left);
    if (given.length > 0) {
      const whom = given.map(({ partner }) => partner.name);
      tell(
        t("isShared", { thing: name, names: format.list(whom, { type: "conjunction" }) }),
        t("inRoles", { n: roleIds.size, roles: roleNames }),
        // What was not shared before only the owner can take away again.
        onlyOwner && given.some(({ partner }) => partner.roleIds.length === 0) ? {} : { undo: () => takeBack(given) },
      );
    }
    if (left.length === 0) onClose();
  };

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void submit();
      }}
    >
      <SearchChoices
        label={t("shareWith")}
        find={t("findPartners")}
        chosen={chosen}
        onChange={setChosen}
        keyOf={(search) => partnersKey(thing, search)}
        read={async (search) => {
          const { partners, total } = await readPartners(thing, search, of);
          return { found: partners.map(asChoice), total };
        }}
        noteOf={({ partner }) => noteOf(partner)}
        error={sent && chosen.length === 0 ? t("onePartner") : undefined}
        nothing={t("nobodyFound")}
      />
      <RolePicker
        roles={fits}
        chosen={roleIds}
        onChange={setRoleIds}
        error={sent && roleIds.size === 0 ? t("oneRole") : undefined}
      />
      <div className="flex flex-col gap-1 border-s-2 border-accent ps-3 text-table" aria-live="polite">
        <p>
          {chosen.length > 0 && roleIds.size > 0
            ? t("blast", { names, roles: roleNames, thing: name })
            : t("blastEmpty")}
        </p>
        <Blast thing={thing} inside={inside} />
        {later > 0 && <p className="text-muted">{t("blastLater", { n: later })}</p>}
        {replaced.length > 0 && (
          <p className="text-muted">
            {t("blastReplaces", { n: replaced.length, names: format.list(replaced, { type: "conjunction" }) })}
          </p>
        )}
      </div>
      {problems.map((problem) => (
        <Problem key={problem}>{problem}</Problem>
      ))}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("shareThing", { thing: name })}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );

  function noteOf(partner: PartnerChoice): string {
    const held = roles.filter(({ id }) => partner.roleIds.includes(id)).map((role) => role.name);
    const facts = [
      partner.people === null ? partner.email : t("teamOf", { n: partner.people }),
      ...(partner.state === "ACTIVE" ? [] : [t("notYet")]),
      ...(held.length > 0 ? [t("hasAlready", { roles: format.list(held, { type: "unit" }) })] : []),
    ];
    return format.list(facts.filter(Boolean), { type: "unit" });
  }
}

const asChoice = (partner: PartnerChoice): Chosen => ({
  id: String(partner.collaborationId),
  name: partner.name,
  partner,
});

/** What else is given with it. */
function Blast({ thing, inside }: { thing: Thing; inside: number }) {
  const t = useTranslations("environments");
  if (thing.type === "ACCOUNT") return <p className="text-muted">{t("blastAccount")}</p>;
  if (thing.type === "ENV" && thing.id === "*") return <p className="text-muted">{t("blastAll", { n: inside })}</p>;
  if (thing.type === "ENV_GROUP") return <p className="text-muted">{t("blastGroup", { n: inside })}</p>;
  return null;
}
