import type { No } from "@/lib/actions/answer";
import { leaveView, viewAs } from "@/lib/actions/viewing";

/** Where the windows of one browser tell each other that all of them see as somebody else now. */
export const VIEWS = "confer-views";

/** Sees as a member, in every window of this browser. Pages are loaded anew, so that nothing of one's own stays among theirs. */
export async function openView(input: { id: number; ownerUid?: number }): Promise<No | null> {
  const answer = await viewAs(input);
  if (!answer.ok) return answer;
  go("/");
  return null;
}

export async function closeView(to: string): Promise<void> {
  await leaveView();
  go(to);
}

function go(to: string): void {
  new BroadcastChannel(VIEWS).postMessage(to);
  window.location.assign(to);
}
