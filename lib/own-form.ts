import "server-only";
import { config } from "./config.mjs";

/**
 * The fields of a form that a page of ours sent without its scripts, or null for anybody else's: a page of another site must
 * not sign anybody in or answer for them. Our pages send no referrer, so `Origin` is "null" there. A file counts as empty.
 */
export async function ownForm(request: Request): Promise<((name: string) => string) | null> {
  const { headers } = request;
  if (headers.get("sec-fetch-site") !== "same-origin" && headers.get("origin") !== config().url) return null;
  const form = await request.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
}

export const notOurs = () => new Response("This form is sent by our own page.\n", { status: 403 });

/** On to a page, by GET, whatever the request was. */
export const see = (where: string) => new Response(null, { status: 303, headers: { location: where } });
