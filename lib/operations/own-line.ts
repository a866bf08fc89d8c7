import type { ThreatModel } from "../../db/threat-models";
import type { ModelEntry } from "../domain/diagram/rights";
import type { At } from "./operation";
import { ofAnother, type Verdict } from "./verdict";

type Lines = readonly ModelEntry[];

/** Whoever owns a threat model by its list alone gives themselves no longer than they have it (D10). */
export function noLongerOwn({ actor, owner }: Pick<At<unknown>, "actor" | "owner">, was: Lines, is: Lines): Verdict {
  const endIn = (lines: Lines): number => {
    const own = lines.filter(({ uid, email }) =>
      uid === null ? email !== "" && email === actor.email : uid === actor.uid,
    );
    return Math.max(0, ...own.map(({ ends_at }) => ends_at?.getTime() ?? Number.POSITIVE_INFINITY));
  };
  const [before, after] = [endIn(was), endIn(is)];
  return ofAnother(actor.uid !== owner && before > 0 && after > before);
}

export type Named = { uid?: number | undefined; email?: string | undefined; group?: string | undefined };

/** The line of that account, address or group. */
export const lineOf = (
  { entries }: ThreatModel,
  { uid, email, group }: Named,
): ThreatModel["entries"][number] | undefined =>
  entries.find((line) =>
    line.principal_type === "group"
      ? group !== undefined && line.group_name === group
      : line.uid === null
        ? email !== undefined && line.email === email
        : uid !== undefined && line.uid === uid,
  );
