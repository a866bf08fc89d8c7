import { type Kept, nothingKept } from "../ui/me";

const cookie = "confer-kept";

/** What the cookie says somebody chose; whatever it does not say, or says wrongly, is as at first. */
export function keptIn(cookies: { get(name: string): { value: string } | undefined }): Kept {
  try {
    const said = JSON.parse(cookies.get(cookie)?.value ?? "{}") as Record<string, unknown>;
    const { columns, dismissed, shortcuts } = said;
    return {
      columns: Object.fromEntries(
        Object.entries(columns ?? {}).flatMap(([list, ids]) => (isWords(ids) ? [[list, ids]] : [])),
      ),
      dismissed: isWords(dismissed) ? dismissed : [],
      shortcuts: shortcuts !== false,
    };
  } catch {
    return nothingKept;
  }
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((word) => typeof word === "string");

/** Writes it for a year, for this site only. */
export function writeKept(kept: Kept): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
  document.cookie = `${cookie}=${encodeURIComponent(JSON.stringify(kept))}; path=/; max-age=31536000; samesite=lax`;
}
