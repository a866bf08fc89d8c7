"use client";

import { useTranslations } from "next-intl";
import { Check, TextField } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { type Cell, isObject } from "@/lib/domain/diagram/cell";
import { ASKED, type Threatened } from "@/lib/domain/threats/facts";
import { useThreatWords } from "../../threats/words";
import type { Room } from "../room";

const TEXTS = {
  protocol: "protocol",
  privilegeLevel: "privilegeLevel",
  reasonOutOfScope: "reasonOutOfScope",
  description: "description",
} as const;
const isText = (name: string): name is keyof typeof TEXTS => name in TEXTS;

const LONGEST = 2048;

/** What is true of an element: rules go by it, and files take it along. */
export function FactFields({ room, cell, mayEdit }: { room: Room; cell: Cell; mayEdit: boolean }) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  if (!(cell.shape in ASKED)) return null;
  const data = isObject(cell.data) ? cell.data : {};
  const say = (name: string, value: true | string) => {
    const said = { data: { [name]: value || null } };
    room.edit([{ id: cell.id, operation: "update", data: said }], { joins: `fact ${cell.id} ${name}` });
  };
  const asked = ASKED[cell.shape as Threatened];
  return (
    <Fold line={t("facts")}>
      <div className="flex flex-col gap-2 py-2">
        {asked.map(({ name, is }) =>
          is === "flag" ? (
            <Check
              key={name}
              disabled={!mayEdit}
              checked={data[name] === true}
              onChange={(event) => say(name, event.target.checked || "")}
            >
              {name === "outOfScope" ? t("outOfScope") : words.fact({ is: name })}
            </Check>
          ) : (
            <TextField
              key={name}
              label={isText(name) ? t(TEXTS[name]) : name}
              disabled={!mayEdit}
              maxLength={LONGEST}
              value={typeof data[name] === "string" ? data[name] : ""}
              onChange={(event) => say(name, event.target.value)}
            />
          ),
        )}
      </div>
    </Fold>
  );
}
