"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ActivityBegun } from "@/components/long-work-shown";
import { useStale } from "@/components/reading";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { useDraft } from "@/components/ui/draft";
import { Problem, TextArea } from "@/components/ui/field";
import { CircleAlert } from "@/components/ui/icons";
import { VerdictLine } from "@/components/ui/list/verdict";
import { useTell } from "@/components/ui/toast";
import { inPlace, useNo } from "@/components/use-act";
import { untilOf } from "@/components/words/end-day";
import { resultOf } from "@/lib/actions/answer";
import { startInvites } from "@/lib/actions/pages";
import { inviteToTeam } from "@/lib/actions/teams";
import { FEW } from "@/lib/domain/activity";
import { type Addressed, canonicalOf, readAddresses } from "@/lib/domain/addresses";
import { staleByTeams } from "./queries";
import { useTeam } from "./use-team";

type Outcome = { address: string; ok: boolean; words: string };

/** Invites one or many people into a team, and says of each address what came of it. */
export function InviteToTeam({ open, onClose, id }: { open: boolean; onClose(): void; id: number }) {
  const t = useTranslations("teams");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const tell = useTell();
  const stale = useStale();
  const toNo = useNo();
  const team = useTeam(id).data;
  const draft = useDraft(`team-invite-${id}`, nothing);
  const { typed } = draft.value;
  const setTyped = (text: string) => draft.change({ typed: text });
  const [missed, setMissed] = useState(false);
  const [running, setRunning] = useState<{ done: number; of: number } | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [started, setStarted] = useState<number | null>(null);
  const [problem, setProblem] = useState("");
  const found = each(readAddresses(typed));
  const unread = found.filter(({ end }) => end?.day === null);
  const [first] = unread;
  const lacking =
    found.length === 0 ? t("oneAddress") : first && t("dayUnread", { address: first.address, said: first.end!.said });
  const ready = found.filter(({ address }) => canonicalOf(address) !== null).length;
  const known = new Set(team?.people.filter(({ state }) => state === "ACTIVE").map(({ email }) => sameOf(email)) ?? []);

  const submit = async () => {
    setMissed(true);
    // Nobody is invited for longer than was meant.
    if (found.length === 0 || unread.length > 0 || running) return;
    if (found.length > FEW) return begin();
    const results: Outcome[] = [];
    setOutcomes([]);
    setRunning({ done: 0, of: found.length });
    for (const { address, name, end } of found) {
      try {
        const who = { email: address, ...(name ? { displayName: name } : {}), ...endingOn(end) };
        await resultOf(inPlace(() => inviteToTeam({ teamId: id, ...who })));
        results.push({ address, ok: true, words: t("invited", { address }) });
      } catch (error) {
        results.push({ address, ok: false, words: t("refused", { address, why: toNo(error)?.message ?? "" }) });
      }
      setRunning({ done: results.length, of: found.length });
    }
    await stale(staleByTeams);
    setRunning(null);
    const refused = results.filter(({ ok }) => !ok);
    const done = results.length - refused.length;
    announce(ui("verdicts", { done, refused: refused.length }));
    setOutcomes(refused.length > 0 ? results : []);
    const again = new Set(refused.map(({ address }) => address));
    setTyped(
      found
        .flatMap(({ address, end }) => (again.has(address) ? [address, end?.said].filter(Boolean).join(" ") : []))
        .join("\n"),
    );
    if (done > 0) tell(t("areInvited", { n: done, team: team?.name ?? "" }), t("invitedSays"));
    if (refused.length === 0) onClose();
  };

  /** Many go out as long work. */
  const begin = async () => {
    setProblem("");
    setRunning({ done: 0, of: found.length });
    const invitees = found.map(({ address, name, end }) => ({
      email: address,
      ...(name ? { label: name } : {}),
      ...endingOn(end),
    }));
    try {
      setStarted((await resultOf(inPlace(() => startInvites({ teamId: id, invitees })))).id);
      setTyped("");
      await stale(staleByTeams);
    } catch (error) {
      setProblem(toNo(error)?.message ?? "");
    }
    setRunning(null);
  };

  const title = t("inviteTitle", { name: team?.name ?? "" });
  if (started !== null) {
    return (
      <Panel open={open} onClose={onClose} wide title={title}>
        <ActivityBegun id={started} onClose={onClose} />
      </Panel>
    );
  }
  return (
    <Panel open={open} onClose={onClose} title={title} says={t("inviteSays")}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextArea
          label={t("addresses")}
          name="addresses"
          rows={4}
          autoComplete="off"
          spellCheck={false}
          hint={t("addressesHint")}
          value={typed}
          error={missed ? lacking : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        {found.length > 0 && (
          <ul aria-label={t("found", { n: found.length })} className="flex flex-wrap gap-1.5">
            {found.map(({ address, name, end }) => (
              <li
                key={address}
                className="inline-flex max-w-full flex-wrap items-baseline gap-x-1.5 rounded-md border border-line bg-raised px-2 py-0.5 text-table break-all"
              >
                {name && <span className="font-medium">{name}</span>}
                <span className={name ? "text-muted" : ""}>{address}</span>
                {end && (
                  <span className={`text-label ${end.day ? "text-muted" : "text-deny"}`}>
                    {end.day ? (
                      t("untilDay", { day: format.dateTime(new Date(`${end.day}T12:00:00`), "day") })
                    ) : (
                      <bdi>{end.said}</bdi>
                    )}
                  </span>
                )}
                {canonicalOf(address) === null && (
                  <span className="inline-flex items-center gap-1 text-label text-deny">
                    <CircleAlert size={12} aria-hidden /> {t("isNone")}
                  </span>
                )}
                {known.has(sameOf(address)) && <span className="text-label text-muted">{t("isIn")}</span>}
              </li>
            ))}
          </ul>
        )}
        {outcomes.length > 0 && (
          <ul>
            {outcomes.map((outcome) => (
              <li key={outcome.address}>
                <VerdictLine verdict={outcome} />
              </li>
            ))}
          </ul>
        )}
        {problem && <Problem>{problem}</Problem>}
        <div className="flex items-center gap-2">
          <Button type="submit" look="primary" pending={running !== null}>
            {t("inviteCount", { n: ready })}
          </Button>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          {running && <span className="text-table text-muted">{ui("bulkRunning", running)}</span>}
        </div>
      </form>
    </Panel>
  );
}

const MOST = 200;
const endingOn = (end: Addressed["end"]) => (end?.day ? { until: untilOf(end.day) } : {});
const nothing = { typed: "" };

/** An address as it is compared; what is none, as it stands. */
const sameOf = (address: string): string => canonicalOf(address) ?? address;

/** Each address once. */
const each = (entries: readonly Addressed[]): Addressed[] =>
  [...new Map(entries.map((entry) => [sameOf(entry.address), entry])).values()].slice(0, MOST);
