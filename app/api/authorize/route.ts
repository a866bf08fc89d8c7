import { currentActor } from "@/lib/auth";
import { Refusal } from "@/lib/domain/refusal";
import { logFault } from "@/lib/fault";
import { notOurs, ownForm, see } from "@/lib/own-form";
import { callbackWith, readAuthorization } from "@/lib/rest/tmi/authorization";
import { Declined } from "@/lib/rest/tmi/declined";
import { grantTo } from "@/lib/rest/tmi/oauth";

/** The answer of the page /authorize, and the way back to the program that asked. */
export async function POST(request: Request): Promise<Response> {
  const text = await ownForm(request);
  if (!text) return notOurs();
  const query = new URLSearchParams(text("query"));
  try {
    const wanted = readAuthorization(new Map(query));
    const actor = await currentActor();
    if (!actor) return see(`/authorize?${query}`);
    const allowed = text("answer") === "allow";
    return lead(allowed ? await grantTo(wanted, actor) : callbackWith(wanted, { error: "access_denied" }));
  } catch (error) {
    if (error instanceof Declined || error instanceof Refusal) return see(`/authorize?${query}`);
    logFault(error, { method: "POST", url: "/api/authorize" });
    return new Response(null, { status: 500 });
  }
}

/** A form of ours may not be redirected to another site (its policy says `form-action 'self'`), so a page of one line leads on. */
function lead(url: string): Response {
  const safe = url.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const page = `<!doctype html><meta charset="utf-8"><title>Confer</title><meta http-equiv="refresh" content="0;url=${safe}"><a href="${safe}">${new URL(url).host}</a>`;
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}
