import { askedIn, filterOf } from "@/components/review/asked";
import { reviewFile } from "@/lib/actions/review-file";

/** A review as a file: exactly the lines that the filter of its page shows, all of them. */
export async function GET(request: Request, { params }: RouteContext<"/review/[id]/export">): Promise<Response> {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) return new Response("review not found", { status: 404 });
  return reviewFile(filterOf(askedIn(id, Object.fromEntries(new URL(request.url).searchParams))));
}
