// The peer: hocuspocus as its documentation starts it, storing nothing.
import { Server } from "@hocuspocus/server";

// Its readers answer no pings of its own, so it is patient.
const timeout = 3_600_000;
await new Server({ port: Number(process.env.PORT), address: "127.0.0.1", quiet: true, timeout }).listen();
process.stdout.write("ready\n");
