"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useRead, useStale } from "@/components/reading";
import type { Offer } from "@/components/sharing/offer-fields";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useNo } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { placeKey } from "@/components/words/choices";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import type { Of } from "@/components/words/of";
import type { No } from "@/lib/actions/answer";
import { resultOf } from "@/lib/actions/answer";
import { type CheckedAddress, checkAddresses, getMemberView } from "@/lib/actions/pages";
import type { Addressed } from "@/lib/domain/addresses";
import { membersKey } from "../queries";
import { AddressField } from "./address-field";
import { keepDraft, readDraft } from "./draft";
import { invitable, marked, typedAgain } from "./entries";
import { Notes } from "./notes";
import { Offers, partNames } from "./offers";
import { Outcome, type Told } from "./outcome";
import { send } from "./send";
import { Summary } from "./summary";

/** Milliseconds it takes at least to read what is known of an address. */
const READING = 1_000;

type Props = {
  open: boolean;
  onClose(): void;
  /** The member whose access is copied, if any. */
  like: number | null;
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
};

/** Invites one or many, with what they get. */
export function InvitePanel({ open, ...rest }: Props) {
  const t = useTranslations("members");
  return (
    <Panel open={open} onClose={rest.onClose} wide title={t("invite")} says={t("inviteSays")}>
      {open && <Invite {...rest} />}
    </Panel>
  );
}

function Invite({ onClose, like, places, roles }: Omit<Props, "open">) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const stale = useStale();
  const of = useOf();
  const [draft] = useState(readDraft);
  const [typed, setTyped] = useState<readonly Addressed[]>(draft.typed);
  const [text, setText] = useState(draft.text);
  const [label, setLabel] = useState(draft.label);
  const [offers, setOffers] = useState<Offer[]>(like === null ? draft.offers : []);
  const [until, setUntil] = useState(draft.until);
  const field = useRef<HTMLInputElement>(null);
  const added = useRef(Number.NEGATIVE_INFINITY);
  const [asked, setAsked] = useState(false);
  const [running, setRunning] = useState<{ done: number; of: number } | null>(null);
  const [problem, setProblem] = useState<No | null>(null);
  const no = useNo();
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => keepDraft({ typed, text, label, offers, until }), [typed, text, label, offers, until]);
  useLike(like, of, setOffers);

  const addresses = useMemo(() => [...new Set(typed.map(({ address }) => address))], [typed]);
  const check = async () => (await resultOf(checkAddresses({ addresses, ...of }))).addresses;
  const { data: checked, error } = useRead(
    [...membersKey, "addresses", addresses],
    async () => (addresses.length === 0 ? [] : check()),
    { keep: true },
  );
  const entries = marked(typed, byAddress(checked ?? []));
  const invited = invitable(entries);
  const [only] = invited;
  const lacking: Record<string, string> = {};
  if (entries.every(({ mark }) => mark !== "checking") && invited.length === 0) lacking.addresses = t("addressMissing");
  const faulty = entries.filter(({ fault }) => fault !== null).length;
  // Nobody is invited for longer than was meant.
  if (faulty > 0) lacking.addresses = t("daysMissing", { n: faulty });
  offers.forEach(({ things, roles }, index) => {
    const names = partNames(index);
    if (things.size === 0) lacking[names.things] = t("chooseThings");
    if (roles.size === 0) lacking[names.roles] = t("chooseRoles");
  });

  const invite = async () => {
    setAsked(true);
    setProblem(null);
    if (Object.keys(lacking).length > 0) return;
    setRunning({ done: 0, of: invited.length });
    const known = await checkedFirst().catch((caught: unknown) => caught as Error);
    if (known instanceof Error || known.length === 0) {
      setRunning(null);
      if (known instanceof Error) setProblem(no(known));
      return;
    }
    const people = known.map(({ address, name, end }) => ({
      address,
      name: known.length === 1 && label !== "" ? label : name,
      ...endingOn(end?.day ?? until),
    }));
    const outcome = await send(people, offers, of, {
      onStep: (done) => setRunning({ done, of: people.length }),
      fault: ui("verdictFault"),
      invited: t("isInvited"),
      notShared: (n) => t("invitedNotShared", { n }),
    }).catch((caught: unknown) => caught as Error);
    if (outcome instanceof Error) {
      setRunning(null);
      setProblem(no(outcome));
      return;
    }
    await stale([membersKey]);
    setRunning(null);
    setTold(outcome);
    keepDraft(null);
    if (outcome.kind === "verdicts") {
      const done = outcome.verdicts.filter(({ verdict }) => verdict.ok).length;
      announce(ui("verdicts", { done, refused: outcome.verdicts.length - done }));
    }
  };

  /** Whoever presses the button right after typing has not read the history of those who left or rejected: they may first (19). */
  const checkedFirst = async () => {
    const unread = performance.now() - added.current < READING;
    const waits = entries.some(({ mark }) => mark === "checking");
    const now = waits ? marked(typed, byAddress(await check())) : entries;
    return unread && now.some(({ mark }) => mark === "gone") ? [] : invitable(now);
  };

  if (told) {
    const again = () => {
      setTold(null);
      setTyped([]);
      setLabel("");
      setAsked(false);
    };
    return <Outcome told={told} onAgain={again} onClose={onClose} />;
  }
  return (
    <Form errors={asked ? lacking : {}} onSubmit={() => void invite()} className="flex min-h-full flex-col gap-5">
      <AddressField
        name="addresses"
        entries={entries}
        text={text}
        onType={setText}
        onAdd={(more) => {
          added.current = performance.now();
          setTyped([...typed, ...more]);
        }}
        onTakeAway={(index) => setTyped(typed.filter((_, at) => at !== index))}
        input={field}
      />
      {error && <Problem>{t("checkFailed")}</Problem>}
      <Notes
        entries={entries}
        onMend={(entry) => {
          setTyped(typed.filter((_, at) => at !== entries.indexOf(entry)));
          setText(typedAgain(entry));
          field.current?.focus();
        }}
      />
      {invited.length === 1 && (
        <TextField
          label={t("labelOptional")}
          value={label === "" ? (only?.name ?? "") : label}
          maxLength={255}
          autoComplete="off"
          hint={t("labelHint")}
          onChange={(event) => setLabel(event.target.value)}
        />
      )}
      <Offers offers={offers} onChange={setOffers} places={places} roles={roles} />
      <EndField label={t("inviteUntil")} value={until} onChange={setUntil} />
      <footer className="sticky -bottom-4 -mx-5 mt-auto -mb-4 flex flex-col gap-3 border-t border-line bg-paper px-5 py-3">
        <div className="max-h-[30dvh] overflow-y-auto">
          <Summary invited={invited} offers={offers} until={until} />
        </div>
        {problem && <Problem why={problem.why}>{problem.message}</Problem>}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary" pending={running !== null}>
            {t("inviteAct", { n: invited.length })}
          </Button>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <p role="status" className="text-table text-muted">
            {running && ui("bulkRunning", running)}
          </p>
        </div>
      </footer>
    </Form>
  );
}

/** An empty day is no end, and nothing is said of it. */
const endingOn = (day: string) => (day === "" ? {} : { until: untilOf(day) });

const byAddress = (checked: readonly CheckedAddress[]) => new Map(checked.map((one) => [one.email, one]));

/** Fills in what another member has, so that somebody gets the same. */
function useLike(like: number | null, of: Of, setOffers: (offers: Offer[]) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each member it is like
  useEffect(() => {
    if (like === null) return;
    let gone = false;
    void getMemberView({ id: like, ...of }).then((answer) => {
      if (!answer.ok || gone) return;
      const parts = new Map<string, { things: Set<string>; roles: Set<number> }>();
      for (const share of answer.value.member.shares) {
        const ids = share.roles.map(({ id }) => id).sort();
        const part = parts.get(ids.join()) ?? { things: new Set(), roles: new Set(ids) };
        part.things.add(placeKey(share));
        parts.set(ids.join(), part);
      }
      setOffers([...parts.values()]);
    });
    return () => {
      gone = true;
    };
  }, [like]);
}
