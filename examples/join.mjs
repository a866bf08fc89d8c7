// Joins the session of a diagram, prints what is said in it, and says what you type, a message a line:
// TOKEN=… node examples/join.mjs http://localhost:8080/threat_models/…/diagrams/…
import { WebSocket } from "ws";

const diagram = new URL(process.argv[2]);
const headers = { authorization: `Bearer ${process.env.TOKEN}` };
const ask = async (method, url) => (await fetch(url, { method, headers })).json();
const session = await ask("POST", `${diagram}/collaborate`);
const { ticket } = await ask("GET", `${diagram.origin}/ws/ticket?session_id=${session.session_id}`);
const socket = new WebSocket(`${session.websocket_url}&ticket=${ticket}`);
socket.on("message", (text) => process.stdout.write(`${text}\n`));
socket.on("open", () => process.stdin.on("data", (line) => socket.send(line, { binary: false })));
socket.on("close", (code) => process.exit(code === 1000 ? 0 : 1));
