// Joins the session of a diagram, and prints what happens in it: TOKEN=… node examples/join.mjs http://127.0.0.1:8080/threat_models/…/diagrams/…
import { WebSocket } from "ws";

const diagram = new URL(process.argv[2]);
const headers = { authorization: `Bearer ${process.env.TOKEN}` };
const ask = async (method, url) => (await fetch(url, { method, headers })).json();
const session = await ask("POST", `${diagram}/collaborate`);
const { ticket } = await ask("GET", `${diagram.origin}/ws/ticket?session_id=${session.session_id}`);
const socket = new WebSocket(`${session.websocket_url}&ticket=${ticket}`);
socket.on("message", (text) => process.stdout.write(`${text}\n`));
socket.on("close", (code, reason) => process.stdout.write(`${code} ${reason}\n`));
