"use client";

import { useRef } from "react";
import { openInAddress, useAddress } from "@/components/ui/address";
import { later } from "@/components/ui/later";
import type { Member } from "./queries";

const LabelForm = later(async () => (await import("./label-form")).LabelForm);

export const askForLabel = ({ id }: Member): void => openInAddress("ask", `label.${id}`);

/** The form for the label of one of these, as the address asks for it: `?ask=label.12`. */
export function LabelHere({ members }: { members: readonly Member[] }) {
  const address = useAddress();
  const asked = address.get("ask");
  const member = members.find(({ id }) => asked === `label.${id}`);
  const last = useRef(member);
  last.current = member ?? last.current;
  if (!last.current) return null;
  const close = () => address.close("ask");
  return <LabelForm key={last.current.id} member={last.current} open={member !== undefined} onClose={close} />;
}
