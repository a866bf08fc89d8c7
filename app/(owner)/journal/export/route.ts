import { getTimeZone } from "next-intl/server";
import { askedIn, filterOf } from "@/components/journal/asked";
import { journalFile } from "@/lib/actions/journal-file";
import { isZone } from "@/lib/domain/zone-days";

/** The journal as a file: exactly what the filter of the page shows, all of it. */
export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const { format, zone = "" } = asked;
  const here = isZone(zone) ? zone : await getTimeZone();
  return journalFile(format === "jsonl" ? "jsonl" : "csv", filterOf(askedIn(asked, here)));
}
