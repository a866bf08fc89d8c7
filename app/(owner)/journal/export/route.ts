import { askedIn, filterOf } from "@/components/journal/asked";
import { journalFile } from "@/lib/actions/journal-file";

/** The journal as a file: exactly what the filter of the page shows, all of it. */
export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  return journalFile(asked.format === "jsonl" ? "jsonl" : "csv", filterOf(askedIn(asked)));
}
