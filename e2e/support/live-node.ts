import http from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../../db/client";
import { openNotices } from "../../db/notices";
import { openBus } from "../../lib/realtime/bus";
import { memoryLine } from "../../lib/realtime/bus-memory";
import { openLive } from "../../lib/realtime/live";
import { isRoom } from "../../lib/realtime/rooms/door";
import { openRooms } from "../../lib/realtime/rooms/rooms";

/** A second node on the same database, for tests: CONNECTION is how it connects, DEAF makes it hear no other node. */
connect(JSON.parse(process.env.CONNECTION!));
const bus = openBus(process.env.DEAF ? memoryLine : openNotices);
const live = openLive(bus);
const rooms = openRooms(bus);
const server = http.createServer();
server.on("upgrade", (request, socket, head) =>
  (isRoom(request.url) ? rooms : live).upgrade(request, socket, head, "127.0.0.1"),
);
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
