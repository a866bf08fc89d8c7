import "../support/unlimited";
import Ajv from "ajv";
import { expect, it } from "vitest";
import type { Told } from "../../lib/domain/diagram/room";
import { frameOf } from "../../lib/realtime/rooms/frames";
import { read } from "../../lib/realtime/rooms/read";
import { answer, matches } from "../../lib/rest/mount";
import published from "../rooms/asyncapi-1.0.0.json";
import { EXCEPTIONS, faultsOf, MESSAGES, OURS } from "../support/room-frames";

type Payload = { required: string[]; properties: Record<string, { const?: string }> };
type Document = {
  asyncapi: string;
  channels: {
    session: { address: string; messages: Record<string, { name: string; summary: string; payload: Payload }> };
  };
  operations: Record<"ask" | "tell", { messages: { $ref: string }[] }>;
};
const ask = (method: string) =>
  answer({ method, url: "/asyncapi.json", headers: {}, body: Buffer.alloc(0), ip: "127.0.0.1" });
const document = async () => JSON.parse(String((await ask("GET"))!.body)) as Document;
const typesOf = ({ operations }: Document, way: "ask" | "tell") =>
  operations[way].messages.map(({ $ref }) => $ref.split(".").at(-1)!);

it("the protocol is described at one address, by GET alone", async () => {
  expect(matches({ method: "GET", url: "/asyncapi.json", headers: {} })).toBe(true);
  expect((await ask("POST"))!.status).toBe(405);
  expect((await document()).asyncapi).toBe("3.0.0");
});

/** Told to pages of another origin alone, by kind: today's front end throws without it, and the document has not heard of it. */
const FOR_PAGES: Record<string, string[]> = { participants_update: ["initiating_user"] };

it("what is described is what TMI's own document declares, and what its server says beside it", async () => {
  const described = await document();
  expect(typesOf(described, "ask").sort()).toEqual([...MESSAGES.sent, ...OURS.sent].sort());
  expect(typesOf(described, "tell").sort()).toEqual([...new Set([...MESSAGES.heard, ...OURS.heard])].sort());
  const schemas = Object.values(published.schemas) as unknown as Payload[];
  for (const [name, { payload, summary }] of Object.entries(described.channels.session.messages)) {
    const [way, type] = name.split(".");
    expect(summary).toMatch(/[.?]$/);
    const theirs = schemas.find(({ properties }) => properties.message_type?.const === type);
    if (!theirs) {
      expect([...Object.keys(EXCEPTIONS), ...OURS.sent, ...OURS.heard]).toContain(type);
      continue;
    }
    // Of what is asked no more is required; of what is told no less is promised, and nothing they do not know.
    if (way === "asked") expect([name, payload.required]).toEqual([name, theirs.required]);
    else expect(payload.required, name).toEqual(expect.arrayContaining(theirs.required));
    const known = [...Object.keys(theirs.properties), ...(FOR_PAGES[type!] ?? [])];
    expect(known, name).toEqual(expect.arrayContaining(Object.keys(payload.properties)));
  }
});

it("exactly what is described is understood", async () => {
  const described = await document();
  const answered = (message_type: string, own = true) => {
    const understood = read(JSON.stringify({ message_type }), { socket: "s", own, here: () => [], seq: () => 0 });
    return "answer" in understood && understood.answer.is === "error" ? understood.answer.error : "";
  };
  const asked = typesOf(described, "ask");
  for (const type of asked) expect(["", "invalid_message"], type).toContain(answered(type));
  for (const type of typesOf(described, "tell")) {
    if (!asked.includes(type)) expect([type, answered(type)]).toEqual([type, "invalid_message_type"]);
  }
  expect(answered("anything_else")).toBe("unsupported_message_type");
  // Our additions are for those who ask for them.
  for (const type of asked.filter((type) => type.startsWith("confer_")))
    expect([type, answered(type, false)]).toEqual([type, "unsupported_message_type"]);
});

it("the document holds together: every reference leads somewhere, and every schema can be compiled", async () => {
  const whole = await document();
  const ajv = new Ajv({ strict: false });
  ajv.addFormat("uuid", true).addFormat("date-time", true);
  ajv.addSchema({ ...whole, $id: "served" });
  for (const name of Object.keys(whole.channels.session.messages))
    expect(() => ajv.compile({ $ref: `served#/channels/session/messages/${name}/payload` }), name).not.toThrow();
  for (const way of ["ask", "tell"] as const)
    for (const { $ref } of whole.operations[way].messages)
      expect(whole.channels.session.messages[$ref.split("/").at(-1)!], $ref).toBeDefined();
});

it("what is described can be told apart from what is said: a frame with a member more, or less, is found out", () => {
  const told: Told = { is: "error", error: "e", message: "m" };
  const frame = JSON.parse(frameOf({ threatModel: "", diagram: "", palette: null }, told, new Date()));
  expect(faultsOf("heard", frame)).toEqual([]);
  expect(faultsOf("heard", { ...frame, more: 1 })).not.toEqual([]);
  expect(faultsOf("heard", { message_type: "error", error: "e", message: "m" })).not.toEqual([]);
});
