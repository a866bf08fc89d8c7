"use client";

import { useState } from "react";
import { type Ask, askNoMore } from "./asks";
import { DeleteTeam } from "./delete-team";
import { InviteToTeam } from "./invite-to-team";
import { NameTeam } from "./name-team";
import { ShareWithTeam } from "./share-with-team";

/** The form that the address asks for. */
export function TeamForms({ open, asked }: { open: boolean; asked: Ask | null }) {
  const [last, setLast] = useState(asked);
  if (asked && (asked.verb !== last?.verb || asked.id !== last?.id)) setLast(asked);
  const now = asked ?? last;
  if (!now) return null;
  const form = { open, onClose: askNoMore, id: now.id };
  switch (now.verb) {
    case "make":
      return <NameTeam {...form} id={null} />;
    case "rename":
      return <NameTeam key={now.id} {...form} />;
    case "invite":
      return <InviteToTeam key={now.id} {...form} />;
    case "share":
      return <ShareWithTeam key={now.id} {...form} />;
    case "remove":
      return <DeleteTeam key={now.id} {...form} />;
  }
}
