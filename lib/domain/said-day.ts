/** A last day as somebody wrote it beside an address: the day as `2026-12-31`; null for what is no day that can be meant. */
export type SaidDay = { day: string | null; said: string };

const WORD = /^(?:until|till|through|ends?|bis(?: zum)?|endet|حتى|إلى|لغاية)(?=[\s:]|$)[\s:]*/iu;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const NAMED = /^(\d{1,2})\.?\s+(\p{L}[\p{L}\p{M}]*)\.?,?\s+(\d{4})$/u;
/** Digits and signs as only days have them. */
const LIKE_A_DAY = /^\d{1,4}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{0,4})?$/;

/**
 * Reads a last day out of what stands beside an address: `2026-12-31` in the digits of any of our languages, `31.12.2026`, or with the
 * month's name; "until" may stand before it. Null where nothing says that a day is meant. `31/12/2026` is none that can be read: others
 * write the month first.
 */
export function saidDay(text: string): SaidDay | null {
  const said = text.replace(/^[\s–—:(-]+|[\s).]+$/g, "");
  const plain = said.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const day = plain.replace(WORD, "");
  const hasWord = day !== plain;
  const read = dayIn(day);
  if (read === null && !hasWord && !LIKE_A_DAY.test(day) && !NAMED.test(day)) return null;
  return said === "" || day === "" ? null : { day: read, said };
}

function dayIn(text: string): string | null {
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year) return written(year, Number(month), day!);
  const [, first, second, last] = DAY_FIRST.exec(text) ?? [];
  if (first) return written(last!, Number(second), first);
  const [, n, name = "", of] = NAMED.exec(text) ?? [];
  return n ? written(of!, monthNamed(name), n) : null;
}

/** Null where the month does not have such a day. */
function written(year: string, month: number, day: string): string | null {
  const text = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null;
}

let months: Map<string, number> | null = null;

/** From 1; 0 for no month of ours. */
function monthNamed(name: string): number {
  months ??= new Map(
    ["en", "de", "ar"].flatMap((language) =>
      (["long", "short"] as const).flatMap((month) => {
        const format = new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
        return Array.from({ length: 12 }, (_, n) => [foldMonth(format.format(Date.UTC(2026, n, 1))), n + 1] as const);
      }),
    ),
  );
  return months.get(foldMonth(name)) ?? 0;
}

const foldMonth = (name: string): string => name.toLowerCase().replace(/\.$/, "");
