/** The people of the demo; seeds, tests, README and the sign-in page know them from here. `shows` says what they are for. */
export const cast = [
  {
    key: "owner",
    email: "owner@confer.example",
    name: "Olga Oduya",
    shows: "owns six environments, roles and policies, and has members in every state",
  },
  {
    key: "member",
    email: "member@confer.example",
    name: "Milo Marsh",
    shows: "works with Olga, and owns two environments of his own",
  },
  {
    key: "delegate",
    email: "delegate@confer.example",
    name: "Dana Reyes",
    shows: "works with Olga and may manage her other members",
  },
  {
    key: "invited",
    email: "invited@confer.example",
    name: "Ines Ito",
    shows: "has an open invitation from Olga",
  },
  {
    key: "suspended",
    email: "suspended@confer.example",
    name: "Sven Sommer",
    shows: "was suspended by Olga and has lost all access",
  },
  {
    key: "stranger",
    email: "stranger@confer.example",
    name: "Sten Strand",
    shows: "works with nobody yet",
  },
] as const;

export type CastKey = (typeof cast)[number]["key"];

export const demoPassword = "confer-demo-house";
