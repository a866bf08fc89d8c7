"use client";

import { useState } from "react";
import { ExportPanel } from "@/components/drawings/export/export-panel";
import { type Ask, askNoMore } from "./asks";
import { AttachModel } from "./attach-model";
import { DeleteDiagram, DeleteModel } from "./delete-model";
import { LeaveModel } from "./leave-model";
import { MakeModel } from "./make-model";
import { NameDiagram } from "./name-diagram";
import { RenameModel } from "./rename-model";
import { ShareModel } from "./share-model";
import { useModel } from "./use-model";

/** Everything that can be asked about threat models and their diagrams; one at a time. */
export function ModelForms({ open, asked }: { open: boolean; asked: Ask | null }) {
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(asked);
  if (asked && keyOf(asked) !== keyOf(last)) setLast(asked);
  const about = asked ?? last;
  const model = useModel(about?.model ?? "").data;
  if (!about) return null;
  const { verb, model: id, diagram } = about;
  const drawing = model?.diagrams.find((one) => one.id === diagram);
  const form = { open, onClose: askNoMore };
  const key = keyOf(about);
  if (verb === "make") return <MakeModel key={key} {...form} />;
  if (!model) return null;
  if (verb === "rename") return <RenameModel key={key} {...form} model={model} />;
  if (verb === "attach") return <AttachModel key={key} {...form} model={model} />;
  if (verb === "share") return <ShareModel key={key} {...form} model={model} />;
  if (verb === "leave") return <LeaveModel key={key} {...form} model={model} />;
  if (verb === "delete") return <DeleteModel key={key} {...form} model={model} />;
  if (verb === "diagram") return <NameDiagram key={key} {...form} model={model} drawing={null} />;
  if (!drawing) return null;
  if (verb === "renameDiagram") return <NameDiagram key={key} {...form} model={model} drawing={drawing} />;
  if (verb === "deleteDiagram") return <DeleteDiagram key={key} {...form} model={model} drawing={drawing} />;
  const named = { id: drawing.id, name: drawing.name, threatModelId: id };
  return <ExportPanel key={key} {...form} diagram={named} cells={null} />;
}

const keyOf = (asked: Ask | null): string => (asked ? `${asked.verb} ${asked.model} ${asked.diagram}` : "");
