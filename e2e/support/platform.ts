import { answer } from "../../lib/rest/mount";

/** One call of the platform family, as a client of today sends it: a form by POST, or everything in the query by GET. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown> & { result: number; error: string };
};

export async function call(
  method: string,
  parameters: Record<string, string | number | boolean | undefined> = {},
  session?: string,
  verb: "GET" | "POST" = "POST",
): Promise<Answer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.append(name, String(value));
  if (session) form.append("session", session);
  const [namespace, service, name] = method.split(".");
  const address = `/1.0/${namespace}/${service}/rest/${name!.toLowerCase()}`;
  const sent = await answer({
    method: verb,
    url: verb === "GET" ? `${address}?${form}` : address,
    headers: verb === "GET" ? {} : { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(verb === "GET" ? "" : form.toString()),
    ip: "127.0.0.1",
  });
  return { status: sent!.status, headers: sent!.headers, body: JSON.parse(String(sent!.body)) };
}

/** Any request at all, with only what is said of it; for what `call` would never send. */
export async function send(
  url: string,
  {
    verb = "POST",
    body = "",
    headers = {},
  }: { verb?: string; body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const request = { method: verb, url, headers, body: Buffer.from(body as string), ip: "127.0.0.1" };
  const sent = (await answer(request))!;
  return { status: sent.status, headers: sent.headers, body: JSON.parse(String(sent.body)) };
}

export const addressOf = (method: string): string => {
  const [namespace, service, name] = method.split(".");
  return `/1.0/${namespace}/${service}/rest/${name!.toLowerCase()}`;
};

/** One call with a JSON body, where an empty text is a value; the token goes into the header. */
export const callJson = (method: string, body: object, session: string): Promise<Answer> =>
  send(addressOf(method), {
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", authorization: `Bearer ${session}` },
  });
