"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect } from "react";
import { useRead } from "@/components/reading";
import { GivingForm } from "@/components/sharing/giving-form";
import { fitting, readRolesOn, rolesOnKey } from "@/components/sharing/queries";
import { useGiving } from "@/components/sharing/use-giving";
import { announce } from "@/components/ui/announce";
import { Panel } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useWished } from "@/components/ui/wished";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { type PartnerChoice, partnersKey, readPartner, readPartners, staleByShares, type Thing } from "./queries";
import { type Choosable, SearchChoices } from "./search-choices";
import { usePlace } from "./use-place";

type Props = { open: boolean; onClose(): void; thing: Thing };
type Chosen = Choosable & { partner: PartnerChoice };

/** Shares one thing with one or several people and teams, in roles, and says before how far that reaches. */
export function SharePlace({ open, onClose, thing }: Props) {
  const t = useTranslations("environments");
  const { nameOf, begun } = useResourceWords();
  const place = usePlace(thing);
  const name = place ? nameOf(place) : "";
  const act = begun(t("shareThing", { thing: place ? nameOf(place, true) : "" }), { ...thing, resourceId: thing.id });
  return (
    <Panel open={open} onClose={onClose} title={act} says={t("shareSays")}>
      {place && <Form thing={thing} name={name} act={act} inside={place.environments} onClose={onClose} />}
    </Panel>
  );
}

function Form({
  thing,
  name,
  act,
  inside,
  onClose,
}: {
  thing: Thing;
  name: string;
  act: string;
  inside: number;
  onClose(): void;
}) {
  const t = useTranslations("environments");
  const format = useFormatter();
  const tell = useTell();
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const place = { type: thing.type, resourceId: thing.id };
  const roles = useRead(rolesOnKey(place, of), () => readRolesOn(place, of)).data ?? [];
  const fits = fitting(roles, thing.type);
  const listed = (words: readonly string[]) => format.list(words, { type: "conjunction" });
  const giving = useGiving<Chosen>({
    grantOf: ({ partner: { collaborationId, roleIds, ends } }) => ({
      collaborationId,
      resourceType: thing.type,
      resourceId: thing.id,
      before: roleIds,
      ends,
    }),
    refused: (one, why) => t("refusedFor", { name: one.name, why }),
    stale: staleByShares,
    done: (given, takeBack) =>
      tell(
        t("isShared", { thing: name, names: listed(given.map((one) => one.name)) }),
        t("inRoles", { n: giving.roleIds.size, roles: roleNames }),
        // What was not shared before only the owner can take away again.
        onlyOwner && given.some(({ partner }) => partner.roleIds.length === 0)
          ? {}
          : {
              undo: async () => {
                await takeBack();
                announce(t("takenBack", { thing: name }));
              },
            },
      ),
    onClose,
  });
  const { chosen, setChosen, roleIds } = giving;
  const { give } = useWished();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wished for is chosen once, and is the reader's own from then on
  useEffect(() => {
    const [id, ...ids] = give.split(".").map(Number);
    if (!id) return;
    giving.setRoleIds(new Set(ids));
    void readPartner(thing, id, of).then((partner) => partner && setChosen([asChoice(partner)]));
  }, [give]);
  const roleNames = listed(fits.filter(({ id }) => roleIds.has(id)).map((role) => role.name));
  const later = chosen.filter(({ partner }) => partner.state !== "ACTIVE").length;
  const replaced = chosen.filter(({ partner }) => partner.otherwise !== null).map((one) => one.name);

  return (
    <GivingForm
      giving={giving}
      roles={fits}
      act={act}
      onClose={onClose}
      says={
        <>
          <p>
            {giving.ready
              ? t("blast", { names: listed(chosen.map((one) => one.name)), roles: roleNames, thing: name })
              : t("blastEmpty")}
          </p>
          <Blast thing={thing} inside={inside} />
          {later > 0 && <p className="text-muted">{t("blastLater", { n: later })}</p>}
          {replaced.length > 0 && (
            <p className="text-muted">{t("blastReplaces", { n: replaced.length, names: listed(replaced) })}</p>
          )}
        </>
      }
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
        error={giving.noneChosen ? t("onePartner") : undefined}
        nothing={t("nobodyFound")}
      />
    </GivingForm>
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
