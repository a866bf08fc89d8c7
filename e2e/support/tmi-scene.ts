import { type Somebody, somebody } from "./arrange";
import { type Profile, tmi } from "./tmi";

/** Cells as each generation's editors write them. */
export const NODE = {
  id: "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01",
  shape: "process",
  position: { x: 120, y: 80 },
  size: { width: 140, height: 60 },
  attrs: { body: { fill: "#ffffff" }, text: { text: "Checkout" } },
  data: { _metadata: [{ key: "owner", value: "cards" }] },
};
export const STORE = {
  id: "e1f2a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b",
  shape: "store",
  x: 400,
  y: 80,
  width: 120,
  height: 60,
};
export const FLOW = {
  id: "0a4d1c86-7a2e-4f6b-93f5-5b8c0f6f3c02",
  shape: "flow",
  source: { cell: NODE.id, port: "right" },
  target: { cell: STORE.id, port: "left" },
};

/** A threat model of Olga's in which Milo writes and Rita reads; Sten has no part in it. */
export async function scene(profile: Profile = "1.8") {
  const [olga, milo, rita, sten] = (await Promise.all(["Olga", "Milo", "Rita", "Sten"].map(somebody))) as [
    Somebody,
    Somebody,
    Somebody,
    Somebody,
  ];
  const named = ({ email }: Somebody, role: string) =>
    profile === "1.8"
      ? { principal_type: "user", provider: "confer", provider_id: email, role }
      : { subject: email, subject_type: "user", role };
  const model = await tmi("POST /threat_models", {
    token: olga.session,
    profile,
    json: {
      name: "Payments",
      description: "Card payments",
      authorization: [named(milo, "writer"), named(rita, "reader")],
    },
  });
  const at = `/threat_models/${model.body.id}`;
  const diagram = await tmi(`POST ${at}/diagrams`, {
    token: olga.session,
    profile,
    json: { name: "Card flow", type: "DFD-1.0.0" },
  });
  return { olga, milo, rita, sten, model, diagram, at, on: `${at}/diagrams/${diagram.body.id}` };
}
