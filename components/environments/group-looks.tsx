import { useTranslations } from "next-intl";

/** The colours a group can have: seven that tell apart for most eyes, and none. */
const colors = [
  ["", "colorNone"],
  ["#4f6bed", "colorBlue"],
  ["#0e8a8a", "colorTeal"],
  ["#3f8f3f", "colorGreen"],
  ["#b88400", "colorAmber"],
  ["#d1532a", "colorOrange"],
  ["#b8397e", "colorPink"],
  ["#7a4fc4", "colorViolet"],
] as const;

/** A colour for a group, each with its word. */
export function ColorChoice({ chosen }: { chosen: string }) {
  const t = useTranslations("environments");
  return (
    <fieldset>
      <legend className="mb-1 text-label font-medium">{t("color")}</legend>
      <div className="flex flex-wrap gap-1">
        {colors.map(([value, word]) => (
          <label
            key={word}
            className="flex min-h-8 items-center gap-1.5 rounded-md border border-line px-2 text-table max-sm:min-h-10 has-checked:border-accent has-checked:bg-sunken"
          >
            <input type="radio" name="color" value={value} defaultChecked={value === chosen} />
            {value && <span aria-hidden className="size-3 rounded-[50%]" style={{ backgroundColor: value }} />}
            {t(word)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
