import "server-only";
import { currentActor } from "../auth";
import { Refusal } from "../domain/refusal";
import { listJournal } from "../operations/journal";
import { type JournalFormat, writings } from "../operations/journal/written";
import type { Input } from "../operations/operation";
import { perform } from "../operations/perform";

const AT_ONCE = 500;

type Filter = Omit<Input<typeof listJournal>, "before" | "resultCount">;

/** The whole journal that fits the filter as a file, read page after page as somebody takes it. */
export async function journalFile(format: JournalFormat, filter: Filter): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response("user not authenticated", { status: 401 });
  const page = (before: number | null) =>
    perform(listJournal, actor, { ...filter, resultCount: AT_ONCE, ...(before ? { before } : {}) });
  try {
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
    return new Response(body, {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.code === "forbidden" ? 403 : error.code === "not-found" ? 404 : 400;
    return new Response(error.message, { status });
  }
}
