import type { Offer } from "@/components/sharing/offer-fields";
import type { Verdict } from "@/components/ui/list/verdict";
import { resultOf } from "@/lib/actions/answer";
import { inviteWithOffers, startInvites } from "@/lib/actions/pages";
import { FEW } from "@/lib/domain/activity";
import type { ResourceType } from "@/lib/domain/resource";
import { resourcesOf } from "../offers";
import type { Told } from "./outcome";

type Words = {
  onStep(done: number): void;
  fault: string;
  invited: string;
  notShared(n: number): string;
};

/** Invites each and shares with them; a refusal of one stops none of the others. Many are handed over as long work, or refused. */
export async function send(
  people: readonly { address: string; name: string }[],
  offers: readonly Offer[],
  words: Words,
): Promise<Told> {
  const resources = resourcesOf(offers);
  if (people.length > FEW) {
    const { id } = await resultOf(
      startInvites({
        invitees: people.map(({ address, name }) => ({ email: address, ...(name ? { label: name } : {}) })),
        shares: resources.map((one) => ({ ...one, type: one.type as ResourceType })),
      }),
    );
    return { kind: "activity", id };
  }
  const verdicts: { address: string; id: number | null; verdict: Verdict }[] = [];
  for (const { address, name } of people) {
    const one = await inviteOne(address, name, resources, words).catch(() => ({
      id: null,
      verdict: { ok: false, words: words.fault },
    }));
    verdicts.push({ address, ...one });
    words.onStep(verdicts.length);
  }
  return { kind: "verdicts", verdicts };
}

async function inviteOne(
  email: string,
  displayName: string,
  resources: ReturnType<typeof resourcesOf>,
  words: Words,
): Promise<{ id: number | null; verdict: Verdict }> {
  const answer = await inviteWithOffers({ email, ...(displayName ? { displayName } : {}), resources });
  if (!answer.ok) return { id: null, verdict: { ok: false, words: answer.message } };
  const { id, notShared } = answer.value;
  const lost = notShared.length;
  return { id, verdict: lost > 0 ? { ok: false, words: words.notShared(lost) } : { ok: true, words: words.invited } };
}
