import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent border-transparent hover:brightness-110 font-medium",
  plain: "bg-raised text-ink border-edge hover:bg-sunken",
  quiet: "bg-transparent text-ink border-transparent hover:bg-sunken",
  danger: "bg-raised text-deny border-edge hover:bg-sunken",
  deny: "bg-deny text-on-accent border-transparent hover:brightness-110 font-medium",
};
export type Look = keyof typeof looks;

/** For links that look like buttons, too. */
export const buttonClass = (look: Look = "plain", more = ""): string =>
  `inline-flex items-center justify-center gap-2 h-8 max-sm:h-10 max-w-full px-3 rounded-md border text-table whitespace-nowrap select-none disabled:opacity-60 not-aria-busy:aria-disabled:opacity-60 ${looks[look]} ${more}`;

type Props = ComponentProps<"button"> & { look?: Look; pending?: boolean };

/** While its work is pending a second press does nothing, and it keeps the focus. */
export function Button({ look = "plain", pending = false, className = "", onClick, type, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={buttonClass(look, className)}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    />
  );
}
