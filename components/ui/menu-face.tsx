import { buttonClass } from "./button";
import { ChevronDown, type Icon } from "./icons";

/** `shows`: its label stands on it. */
export const menuButtonClass = (shows: boolean): string =>
  shows ? buttonClass() : buttonClass("quiet", "w-8 max-sm:w-10 px-0!");

/** What stands on the button of a menu. */
export function MenuFace({ label, shows, icon: Icon }: { label: string; shows: boolean; icon: Icon }) {
  if (!shows) return <Icon size={16} aria-hidden />;
  return (
    <>
      {label} <ChevronDown size={16} aria-hidden className="text-muted" />
    </>
  );
}
