import http from "node:http";
import { boot } from "../../lib/boot";
import { config } from "../../lib/config.mjs";
import { frontDoor } from "../../lib/front-door.mjs";
import { addressReader, refusal } from "../../lib/gate.mjs";
import type { ServerHooks } from "../../lib/server-hooks";

/** A node of this house without its pages, for tests that start and kill many: boot, gate and doors are the real ones. */
const settings = config();
await boot();
const hooks = (globalThis as unknown as Record<symbol, ServerHooks>)[Symbol.for("confer.server")]!;
const addressOf = addressReader(settings);
const pages = async (_: http.IncomingMessage, response: http.ServerResponse) => void response.writeHead(404).end();
const server = http.createServer(
  { keepAliveTimeout: 60_000 },
  frontDoor({ settings, dev: false, hooks, pages, actions: null }),
);
server.on("upgrade", (request, socket, head) => {
  socket.on("error", () => {});
  if (refusal(request, settings)) socket.destroy();
  else hooks.upgrade(request, socket, head, addressOf(request));
});
server.listen(settings.port, settings.host, () => process.stdout.write("ready\n"));
