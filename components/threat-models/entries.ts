"use client";

import { useTranslations } from "next-intl";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editThreatModel } from "@/lib/actions/threat-models";
import { isOver } from "@/lib/domain/ends";
import { type ModelListEntry, type ModelRole, staleByModels } from "./queries";

/** What is over does not come back. */
export const isAhead = ({ ends }: ModelListEntry): boolean => ends === null || !isOver(Date.parse(ends), Date.now());

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

type Read = { entries: readonly ModelListEntry[]; version: number };

/** A model's list with other roles on these lines of it, or without them where there is none. */
export const relistedTo = (
  id: string,
  { entries, version }: Read,
  keys: ReadonlySet<string>,
  role: ModelRole | null,
) => {
  const to = entries.flatMap((one) => (!keys.has(entryKey(one)) ? one : role === null ? [] : { ...one, role }));
  return { id, ifVersion: version, changes: { authorization: listed(to) } };
};

/** What a line of the list is called. */
export function useEntryName() {
  const t = useTranslations("threatModels");
  return ({ principalType, group, name, email }: ModelListEntry) =>
    principalType === "group" ? (group === EVERYONE ? t("everybody") : group) : name || email;
}

/** Changes who can open a threat model, and says so; what was done can be undone, but not by whoever no longer owns it by that. */
export function useEntries(
  id: string,
  { entries }: Read,
  done: () => { title: string; says: string; undone: boolean },
) {
  const t = useTranslations("threatModels");
  const tell = useTell();
  const back = useAct(editThreatModel, { stale: staleByModels, done: () => tell(t("asBefore")) });
  const undo = () => back.run({ id, changes: { authorization: listed(entries.filter(isAhead)) } });
  return useAct(editThreatModel, {
    stale: staleByModels,
    done: () => {
      const { title, says, undone } = done();
      tell(title, says, undone ? { undo } : {});
    },
  });
}

/** What stands for everybody who is signed in (TMI's group of that name). */
export const EVERYONE = "everyone";

export const entryKey = ({ uid, email, group }: ModelListEntry): string => group || String(uid ?? email);

export const isNamed = ({ email, group }: ModelListEntry, whom: "person" | "everyone", address: string): boolean =>
  whom === "everyone" ? group === EVERYONE : email.toLowerCase() === address.toLowerCase();
