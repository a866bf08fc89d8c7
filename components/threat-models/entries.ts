"use client";

import { useTranslations } from "next-intl";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editThreatModel } from "@/lib/actions/threat-models";
import { type ModelListEntry, staleByModels } from "./queries";

type Change = { to: readonly ModelListEntry[]; title: string; says: string };

/** A list as the server takes it. */
export const listed = (entries: readonly ModelListEntry[]) =>
  entries.map(({ principalType, uid, email, provider, group, role }) =>
    principalType === "group"
      ? { principalType, provider, group, role }
      : { principalType, ...(uid === null ? { email } : { uid }), role },
  );

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
        tell(title, says, { undo: () => back.run({ id, changes: { authorization: listed(entries) } }) }),
    },
  );
  return { change: run, pending, problem: no?.message, why: no?.why };
}

/** What stands for everybody who is signed in (TMI's group of that name). */
export const EVERYONE = "everyone";

export const entryKey = ({ uid, email, group }: ModelListEntry): string => group || String(uid ?? email);
