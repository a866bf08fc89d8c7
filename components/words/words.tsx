import type { Messages } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { MoreWords } from "./more-words";

/** Hands these rooms' texts to the client components inside, beside those that are there already. */
export async function Words({ rooms, children }: { rooms: readonly (keyof Messages)[]; children: ReactNode }) {
  const all = await getMessages();
  return <MoreWords words={Object.fromEntries(rooms.map((room) => [room, all[room]]))}>{children}</MoreWords>;
}
