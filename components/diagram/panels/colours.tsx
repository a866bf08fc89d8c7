"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { type ColourName, PALETTE } from "@/lib/domain/diagram/palette";

const NAME = {
  blue: "colourBlue",
  teal: "colourTeal",
  green: "colourGreen",
  yellow: "colourYellow",
  orange: "colourOrange",
  red: "colourRed",
  violet: "colourViolet",
  grey: "colourGrey",
} as const satisfies Record<ColourName, string>;

/** The diagram's own colours, or the house's. `chosen` is undefined where several elements differ; null is no colour. */
export function Colours({
  own,
  chosen,
  disabled,
  onChoose,
}: {
  own: readonly string[] | null;
  chosen: string | null | undefined;
  disabled: boolean;
  onChoose(colour: string | null): void;
}) {
  const t = useTranslations("panels");
  const name = useId();
  const offered: readonly string[] = own?.length ? own : PALETTE.map(({ colour }) => colour);
  const isForeign = typeof chosen === "string" && !offered.some((colour) => isSame(colour, chosen));
  const all: readonly (string | null)[] = [null, ...offered, ...(isForeign ? [chosen] : [])];
  const wordOf = (colour: string | null): string => {
    if (colour === null) return t("colourNone");
    const known = PALETTE.find((one) => isSame(one.colour, colour));
    return known ? t(NAME[known.name]) : colour;
  };
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1 text-label font-medium">{t("colour")}</legend>
      <div className="flex flex-wrap gap-0.5">
        {all.map((colour) => (
          <label
            key={colour ?? ""}
            title={wordOf(colour)}
            className="relative flex size-8 items-center justify-center rounded-md border border-transparent hover:bg-sunken has-checked:border-accent has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:size-11"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              aria-label={wordOf(colour)}
              checked={chosen !== undefined && isSame(colour, chosen)}
              onChange={() => onChoose(colour)}
            />
            <span
              aria-hidden
              className={`size-5 rounded-md border border-edge ${colour ? "" : "bg-[linear-gradient(to_top_right,transparent_46%,var(--edge)_46%,var(--edge)_54%,transparent_54%)]"}`}
              style={colour ? { background: colour } : undefined}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const isSame = (a: string | null, b: string | null): boolean => a?.toLowerCase() === b?.toLowerCase();
