import { exchange, getClientSettings, grantAccess, revokeAccess, setClientSettings } from "../../lib/operations/access";
import { perform } from "../../lib/operations/perform";
import { stranger } from "../../lib/rest/caller";
import type { Somebody } from "./arrange";
import { doAs } from "./at-page";

const CALLBACK = "http://localhost:4200/";

/** What programs of TMI's family do to get in and out, each at least once. */
export async function sweepAccess(who: Somebody): Promise<void> {
  const nobody = stranger({ method: "POST", url: "/", headers: {}, body: Buffer.alloc(0), ip: "127.0.0.1" });
  const { code } = await doAs(who, grantAccess, { callback: CALLBACK, challenge: "" });
  const { tokens } = await perform(exchange, nobody, { kind: "code", secret: code, callback: CALLBACK });
  const renewed = await perform(exchange, nobody, { kind: "refresh", secret: tokens!.refresh });
  await perform(revokeAccess, nobody, { secret: renewed.tokens!.refresh });
  await doAs(who, setClientSettings, { settings: { "tmi-ux": {} } });
  await doAs(who, getClientSettings, {});
}
