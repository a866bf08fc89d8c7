"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { closeInAddress, setAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { editGroup } from "@/lib/actions/groups";
import { parentPath } from "@/lib/domain/resource";
import { AroundField } from "./around-field";
import { ColorChoice } from "./group-looks";
import { type PlaceShown, staleByShares, type Thing } from "./queries";
import { usePlace } from "./use-place";

/** Renames, moves or recolours a group; whatever is in it, and whoever it is shared with, follow. */
export function EditGroup({ open, onClose, thing }: { open: boolean; onClose(): void; thing: Thing }) {
  const t = useTranslations("environments");
  const place = usePlace(thing);
  return (
    <Panel open={open} onClose={onClose} title={t("editGroupTitle", { name: thing.id })} says={t("editGroupSays")}>
      {place && <Fields place={place} onClose={onClose} />}
    </Panel>
  );
}

function Fields({ place, onClose }: { place: PlaceShown; onClose(): void }) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const path = place.resourceId;
  const parent = parentPath(path) ?? "";
  const [name, setName] = useState(parent ? path.slice(parent.length + 1) : path);
  const [around, setAround] = useState(parent);
  const target = around ? `${around}/${name.trim()}` : name.trim();
  const isMoved = around !== parent;
  const moving = { srcGroupName: path, dstGroupName: target, ...of };
  const weighed = usePreview(isMoved && name.trim() !== "" ? [{ verb: "editGroup", input: moving }] : null);
  const back = useAct(
    ({ from }: { from: string }) =>
      editGroup({ srcGroupName: from, dstGroupName: path, data: { color: place.color }, ...of }),
    { stale: staleByShares },
  );
  const { run, pending, errors, why } = useAct(editGroup, {
    stale: [],
    done: ({ array }) => {
      const now = array[0]!.name;
      tell(t("groupEdited", { name: now }), t("groupEditedSays"), { undo: () => back.run({ from: now }) });
      // The panel, where one is open, goes with the group.
      const open = new URLSearchParams(window.location.search).get("thing");
      if (open === `ENV_GROUP:${path}`) setAddress({ ask: null, thing: `ENV_GROUP:${now}` });
      else closeInAddress("ask");
      void stale(staleByShares);
    },
  });
  return (
    <Form
      errors={errors}
      early={wrongIn(weighed)}
      why={why}
      onSubmit={(data) =>
        weighed.armed &&
        run({
          srcGroupName: path,
          ...(target === path ? {} : { dstGroupName: target }),
          data: { color: String(data.get("color")) },
          ...of,
        })
      }
    >
      <TextField
        label={t("columnName")}
        name="dstGroupName"
        required
        maxLength={255}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <AroundField chosen={parent} moving={path} onChange={setAround} />
      <ColorChoice chosen={place.color} />
      {isMoved && <PreviewLines of={weighed} beside={["dstGroupName"]} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("saveGroup")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </Form>
  );
}
