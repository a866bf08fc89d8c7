import { info } from "@/lib/rest/info";

/** `GET /` for programs, where Next answers alone. */
export function GET(): Response {
  const { status, headers, body } = info();
  return new Response(String(body), { status, headers });
}
