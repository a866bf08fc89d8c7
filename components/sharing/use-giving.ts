"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Key, useStale } from "@/components/reading";
import type { Asking } from "@/components/ui/ask-why";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { resultOf } from "@/lib/actions/answer";
import { deleteResources, setResource } from "@/lib/actions/resources";
import type { ResourceType } from "@/lib/domain/resource";

/** A thing for somebody, and the roles they have on it before. */
export type Grant = {
  collaborationId: number;
  resourceType: ResourceType;
  resourceId: string;
  before: readonly number[];
  /** Until when they have it before, in ISO 8601. */
  ends: string | null;
};

/** What was refused, and the question about access that explains it. */
type Trouble = { says: string; why: Asking | undefined };

/**
 * Several shares given in the same roles, beside the roles held before, one after the other. Whatever is refused stays chosen, with
 * the reason among the `problems`. `done` hears what was given, and how to take it back.
 */
export function useGiving<T>({
  grantOf,
  refused,
  stale,
  done,
  onClose,
}: {
  grantOf(one: T): Grant;
  refused(one: T, why: string): string;
  stale: readonly Key[];
  done(given: readonly T[], takeBack: () => Promise<void>): void;
  onClose(): void;
}) {
  const t = useTranslations("sharing");
  const tell = useTell();
  const makeStale = useStale();
  const toNo = useNo();
  const of = useOf();
  const [chosen, setChosen] = useState<readonly T[]>([]);
  const [roleIds, setRoleIds] = useState<ReadonlySet<number>>(new Set());
  /** The last day of what is given; empty keeps the end there is. */
  const [lastDay, setLastDay] = useState("");
  const [sent, setSent] = useState(false);
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);

  const inputOf = ({ collaborationId, resourceType, resourceId }: Grant, ids: Iterable<number>) => ({
    collaborationId,
    resourceType,
    resourceId,
    roleIds: [...ids].map(String),
    ...(lastDay === "" ? {} : { until: untilOf(lastDay) }),
    ...of,
  });
  const give = (grant: Grant, ids: Iterable<number>) => setResource(inputOf(grant, ids));
  const giveBack = (grant: Grant) => setResource({ ...inputOf(grant, grant.before), until: grant.ends ?? "none" });

  const rolesFor = ({ before }: Grant) => new Set([...before, ...roleIds]);
  const weighed = usePreview(
    chosen.length > 0 && roleIds.size > 0
      ? chosen.map(grantOf).map((grant) => ({ verb: "setResource", input: inputOf(grant, rolesFor(grant)) }))
      : null,
    { each: true },
  );

  const takeBack = async (given: readonly { grant: Grant; shareId: number }[]) => {
    for (const { grant, shareId } of given) {
      const { collaborationId, before } = grant;
      const answer =
        before.length > 0 ? await giveBack(grant) : await deleteResources({ collaborationId, ids: [shareId] });
      if (!answer.ok) tell(t("nothingChanged"), answer.message);
    }
    await makeStale(stale);
  };

  const submit = async () => {
    setSent(true);
    if (pending || !weighed.armed || chosen.length === 0 || roleIds.size === 0) return;
    setPending(true);
    setProblems([]);
    const given: { one: T; grant: Grant; shareId: number }[] = [];
    const nos: Trouble[] = [];
    for (const one of chosen) {
      const grant = grantOf(one);
      try {
        const { id } = await resultOf(give(grant, rolesFor(grant)));
        given.push({ one, grant, shareId: id });
      } catch (error) {
        const no = toNo(error);
        nos.push({ says: refused(one, no?.message ?? ""), why: no?.why });
      }
    }
    await makeStale(stale);
    setPending(false);
    setProblems(nos);
    const gave = given.map(({ one }) => one);
    setChosen(chosen.filter((one) => !gave.includes(one)));
    if (gave.length > 0) done(gave, () => takeBack(given));
    if (nos.length === 0) onClose();
  };

  return {
    chosen,
    setChosen,
    roleIds,
    setRoleIds,
    lastDay,
    setLastDay,
    noneChosen: sent && chosen.length === 0,
    noRole: sent && roleIds.size === 0,
    ready: chosen.length > 0 && roleIds.size > 0,
    pending,
    weighed,
    problems,
    submit,
  };
}
