"use client";

import { Columns3 } from "../icons";
import { Menu, MenuCheck } from "../menu";

/** Which columns are shown; the first one always is. */
export function ColumnMenu({
  label,
  columns,
  shown,
  onShow,
}: {
  label: string;
  columns: readonly { id: string; word: string }[];
  shown: readonly string[];
  onShow(ids: string[]): void;
}) {
  return (
    <Menu label={label} icon={Columns3}>
      {columns.slice(1).map(({ id, word }) => (
        <MenuCheck
          key={id}
          checked={shown.includes(id)}
          onCheck={(on) =>
            onShow(columns.map((column) => column.id).filter((one) => (one === id ? on : shown.includes(one))))
          }
        >
          {word}
        </MenuCheck>
      ))}
    </Menu>
  );
}
