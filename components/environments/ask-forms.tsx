"use client";

import { useState } from "react";
import { type Ask, askNoMore } from "./asks";
import { EditGroup } from "./edit-group";
import { MakeEnvironment } from "./make-environment";
import { MakeGroup } from "./make-group";
import { PlaceEnvironment } from "./place-environment";
import { RemovePlace } from "./remove-place";
import { RenameEnvironment } from "./rename-environment";
import { SharePlace } from "./share-place";

/** The form that the address asks for. */
export function AskForms({ open, asked }: { open: boolean; asked: Ask | null }) {
  const [last, setLast] = useState(asked);
  if (asked && (asked.verb !== last?.verb || asked.thing?.id !== last?.thing?.id)) setLast(asked);
  const { verb, thing } = asked ?? last ?? {};
  if (!verb) return null;
  const form = { open, onClose: askNoMore };
  if (verb === "environment") return <MakeEnvironment {...form} group={thing?.id} />;
  if (verb === "group") return <MakeGroup {...form} around={thing?.id} />;
  if (!thing) return null;
  const about = { ...form, thing, key: `${verb}:${thing.type}:${thing.id}` };
  switch (verb) {
    case "share":
      return <SharePlace {...about} key={about.key} />;
    case "rename":
      return <RenameEnvironment {...about} key={about.key} />;
    case "place":
      return <PlaceEnvironment {...about} key={about.key} />;
    case "edit":
      return <EditGroup {...about} key={about.key} />;
    case "remove":
      return <RemovePlace {...about} key={about.key} />;
  }
}
