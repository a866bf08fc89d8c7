import type { Answer, No } from "@/lib/actions/answer";
import type { Followed } from "@/lib/actions/pages";

const EVERY = 1_000;

/** Asks again and again what was drawn and who is there, while somebody looks; until the function it returns is called. */
export function following(
  ask: () => Promise<Answer<Followed> | null>,
  hear: (followed: Followed) => void,
  refused: (no: No) => void,
): () => void {
  let timer = 0;
  let isOver = false;
  const look = async () => {
    const answer = document.hidden ? null : await ask().catch(() => null);
    if (isOver) return;
    if (answer?.ok) hear(answer.value);
    else if (answer) refused(answer);
    timer = window.setTimeout(look, EVERY);
  };
  void look();
  return () => {
    isOver = true;
    window.clearTimeout(timer);
  };
}
