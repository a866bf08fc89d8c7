// The peer: hocuspocus as its documentation starts it, storing nothing.
import { Server } from "@hocuspocus/server";

await new Server({ port: Number(process.env.PORT), address: "127.0.0.1", quiet: true }).listen();
process.stdout.write("ready\n");
