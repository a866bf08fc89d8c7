import type { Offer } from "@/components/sharing/offer-fields";
import type { Verdict } from "@/components/ui/list/verdict";
import { inPlace } from "@/components/use-act";
import type { Of } from "@/components/words/of";
import { type Answer, Refused, resultOf } from "@/lib/actions/answer";
import { inviteMember } from "@/lib/actions/members";
import { inviteWithOffers, startInvites } from "@/lib/actions/pages";
import { setResource } from "@/lib/actions/resources";
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
  people: readonly { address: string; name: string; until?: string }[],
  offers: readonly Offer[],
  of: Of,
  words: Words,
): Promise<Told> {
  const resources = resourcesOf(offers);
  // Long work is the owner's own.
  if (people.length > FEW && of.ownerUid === undefined) {
    const { id } = await resultOf(
      inPlace(() =>
        startInvites({
          invitees: people.map(({ address, name, ...ending }) => ({
            email: address,
            ...(name ? { label: name } : {}),
            ...ending,
          })),
          shares: resources.map((one) => ({ ...one, type: one.type as ResourceType })),
        }),
      ),
    );
    return { kind: "activity", id };
  }
  const verdicts: { address: string; id: number | null; verdict: Verdict }[] = [];
  for (const { address, name, ...ending } of people) {
    const one = await inviteOne(
      { email: address, ...(name ? { displayName: name } : {}), ...ending },
      resources,
      of,
      words,
    ).catch((error: unknown) => {
      if (error instanceof Refused) throw error;
      return { id: null, verdict: { ok: false, words: words.fault } };
    });
    verdicts.push({ address, ...one });
    words.onStep(verdicts.length);
  }
  return { kind: "verdicts", verdicts };
}

/** As `inPlace`; whoever would not sign in again is not asked at every address. */
async function signedIn<O>(act: () => Promise<Answer<O>>): Promise<Answer<O>> {
  const answer = await inPlace(act);
  if (!answer.ok && answer.code === "signed-out") throw new Refused(answer);
  return answer;
}

type Resources = ReturnType<typeof resourcesOf>;

type Invited = { email: string; displayName?: string; until?: string };

async function inviteOne(
  invited: Invited,
  resources: Resources,
  of: Of,
  words: Words,
): Promise<{ id: number | null; verdict: Verdict }> {
  if (of.ownerUid !== undefined) return inviteFor(of, invited, resources, words);
  const answer = await signedIn(() => inviteWithOffers({ ...invited, resources }));
  if (!answer.ok) return { id: null, verdict: { ok: false, words: answer.message } };
  const { id, notShared } = answer.value;
  const lost = notShared.length;
  return { id, verdict: lost > 0 ? { ok: false, words: words.notShared(lost) } : { ok: true, words: words.invited } };
}

/** A delegate has one verb for an invitation, and one for each thing (vap.md A.1). */
async function inviteFor(of: Of, invited: Invited, resources: Resources, words: Words) {
  const answer = await signedIn(() => inviteMember({ ...invited, ...of }));
  if (!answer.ok) return { id: null, verdict: { ok: false, words: answer.message } };
  const { id } = answer.value.collaboration;
  let lost = 0;
  for (const { type, resourceId, roleIds } of resources) {
    const given = { resourceType: type as ResourceType, resourceId, roleIds: roleIds.map(String) };
    if (!(await setResource({ collaborationId: id, ...given, ...of })).ok) lost += 1;
  }
  return { id, verdict: lost > 0 ? { ok: false, words: words.notShared(lost) } : { ok: true, words: words.invited } };
}
