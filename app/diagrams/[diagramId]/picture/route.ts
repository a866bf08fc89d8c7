import { getPicture } from "@/lib/actions/pages";

/** A diagram's picture, for whoever may see the diagram now. The browser keeps it, and asks each time whether it still holds. */
export async function GET(request: Request, { params }: RouteContext<"/diagrams/[diagramId]/picture">) {
  const { diagramId } = await params;
  const known = /^"(\d{1,15})"$/.exec(request.headers.get("if-none-match") ?? "")?.[1];
  const answer = await getPicture({ id: diagramId, ...(known ? { known: Number(known) } : {}) });
  if (!answer.ok) return new Response(null, { status: answer.code === "signed-out" ? 401 : 404 });
  const { seq, svg } = answer.value;
  const headers = { ETag: `"${seq}"`, "Cache-Control": "private, no-cache", "Content-Type": "image/svg+xml" };
  return new Response(svg, { status: svg === null ? 304 : 200, headers });
}
