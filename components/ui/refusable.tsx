import type { ComponentProps } from "react";
import type { Asking } from "./ask-why";
import { Button } from "./button";
import { Hint } from "./hint";
import { showHint } from "./hinting";

/**
 * A button that stays in its place where it cannot be pressed, and says why. `why`: the question that explains it, where that is a decision
 * about access; whoever presses the button is shown the answer.
 */
export function Refusable({
  refused,
  why,
  ...props
}: ComponentProps<typeof Button> & { refused: string | undefined; why?: Asking | undefined }) {
  if (!refused) return <Button {...props} />;
  const { onClick: _, ...rest } = props;
  return (
    <Hint text={refused} why={why}>
      <Button
        {...rest}
        aria-disabled
        onClick={(event) => {
          event.preventDefault();
          // A finger neither rests nor leaves a focus to see.
          if (!why) showHint({ anchor: event.currentTarget, text: refused }, 0);
        }}
      />
    </Hint>
  );
}
