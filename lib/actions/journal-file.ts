import "server-only";
import { listJournal } from "../operations/journal";
import { type JournalFormat, writings } from "../operations/journal/written";
import type { Input } from "../operations/operation";
import { perform } from "../operations/perform";
import { fileFor } from "./file";

const AT_ONCE = 500;

type Filter = Omit<Input<typeof listJournal>, "before" | "resultCount">;

/** The whole journal that fits the filter as a file, read page after page as somebody takes it. */
export const journalFile = (format: JournalFormat, filter: Filter): Promise<Response> =>
  fileFor(async (actor) => {
    const page = (before: number | null) =>
      perform(listJournal, actor, { ...filter, resultCount: AT_ONCE, ...(before ? { before } : {}) });
    const { type, name, head, line } = writings[format];
    const encoder = new TextEncoder();
    let now: Awaited<ReturnType<typeof page>> | null = await page(null);
    let begin = head;
    const body = new ReadableStream<Uint8Array>({
      pull: async (out) => {
        if (!now) return out.close();
        out.enqueue(encoder.encode(begin + now.entries.map(line).join("")));
        begin = "";
        now = now.next === null ? null : await page(now.next);
      },
    });
    return { type, name, body };
  });
