"use client";

import { useTranslations } from "next-intl";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editThreatModel } from "@/lib/actions/threat-models";
import { isOver } from "@/lib/domain/ends";
import { type ModelListEntry, staleByModels } from "./queries";

/** What is over does not come back. */
export const isAhead = ({ ends }: ModelListEntry): boolean => ends === null || !isOver(Date.parse(ends), Date.now());

type Change = { to: readonly ModelListEntry[]; title: string; says: string };

/** A list as the server takes it, with its ends, so that none is changed by what is not about them. */
export const listed = (entries: readonly ModelListEntry[]) =>
  entries.map(({ principalType, uid, email, provider, group, role, ends }) => {
    const until = ends ?? "none";
    return principalType === "group"
      ? { principalType, provider, group, role, until }
      : { principalType, ...(uid === null ? { email } : { uid }), role, until };
  });

/** Whom a line names, as the setting of its end takes it. */
export const namedBy = ({ principalType, uid, email, group }: ModelListEntry) =>
  principalType === "group" ? { group } : uid === null ? { email } : { uid };

/** Changes who can open a threat model; what was done can be undone. `version`: of the model the list was read of. */
export function useEntries(id: string, { entries, version }: { entries: readonly ModelListEntry[]; version: number }) {
  const t = useTranslations("threatModels");
  const tell = useTell();
  const back = useAct(editThreatModel, { stale: staleByModels, done: () => tell(t("asBefore")) });
  const { run, pending, no } = useAct(
    ({ to }: Change) => editThreatModel({ id, ifVersion: version, changes: { authorization: listed(to) } }),
    {
      stale: staleByModels,
      done: (_, { title, says }) =>
        tell(title, says, {
          undo: () => back.run({ id, changes: { authorization: listed(entries.filter(isAhead)) } }),
        }),
    },
  );
  return { change: run, pending, problem: no?.message, why: no?.why };
}

/** What stands for everybody who is signed in (TMI's group of that name). */
export const EVERYONE = "everyone";

export const entryKey = ({ uid, email, group }: ModelListEntry): string => group || String(uid ?? email);

export const isNamed = ({ email, group }: ModelListEntry, whom: "person" | "everyone", address: string): boolean =>
  whom === "everyone" ? group === EVERYONE : email.toLowerCase() === address.toLowerCase();
