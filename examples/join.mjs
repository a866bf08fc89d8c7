// Joins the session of a diagram, prints what is said in it, and says what you type, a message a line:
// TOKEN=… node examples/join.mjs http://localhost:8080/threat_models/…/diagrams/…
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const headers = { authorization: `Bearer ${process.env.TOKEN}` };
const ask = async (method, url) => (await fetch(url, { method, headers })).json();
const { session_id, websocket_url, error_description } = await ask("POST", `${process.argv[2]}/collaborate`);
if (!session_id) process.exit(console.error(error_description) ?? 1);
const { ticket } = await ask("GET", new URL(`/ws/ticket?session_id=${session_id}`, process.argv[2]));
const socket = new WebSocket(`${websocket_url}&ticket=${ticket}`).on("message", (m) => process.stdout.write(`${m}\n`));
socket.on("open", () => createInterface(process.stdin).on("line", (line) => socket.send(line)));
socket.on("close", (code) => process.exit(code === 1000 ? 0 : 1));
