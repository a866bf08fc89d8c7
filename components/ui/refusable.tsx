import type { ComponentProps } from "react";
import { Button } from "./button";
import { Hint } from "./hint";

/** A button that stays in its place where it cannot be pressed, and says why. */
export function Refusable({ refused, ...props }: ComponentProps<typeof Button> & { refused: string | undefined }) {
  if (!refused) return <Button {...props} />;
  const { onClick: _, className = "", ...rest } = props;
  return (
    <Hint text={refused}>
      <Button
        {...rest}
        className={`opacity-60 ${className}`}
        aria-disabled
        onClick={(event) => event.preventDefault()}
      />
    </Hint>
  );
}
