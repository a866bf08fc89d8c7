import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { load } from "@/app/load";
import { MemberView } from "@/components/members/member-view";
import { calledAs, memberKey, readMember } from "@/components/members/queries";
import { Seed } from "@/components/seed";
import { readPlaces, readRoleChoices } from "@/components/sharing/queries";
import { ofIn } from "@/components/words/of";
import { Words } from "@/components/words/words";
import { currentActor } from "@/lib/auth";

type Props = PageProps<"/members/[id]">;

const read = cache((id: number, ownerUid: number | undefined) =>
  load(`/members/${id}`, () => readMember(id, ownerUid === undefined ? {} : { ownerUid })),
);

const askedFor = async ({ params, searchParams }: Props) => ({
  id: idIn((await params).id),
  of: ofIn((await searchParams).of),
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { id, of } = await askedFor(props);
  return { title: calledAs((await read(id, of.ownerUid)).member) };
}

/** One member: what I share with them, in which roles. */
export default async function Page(props: Props) {
  const { id, of } = await askedFor(props);
  const member = await read(id, of.ownerUid);
  const uid = of.ownerUid ?? (await currentActor())!.uid;
  const places = await load(`/members/${id}`, () => readPlaces(uid));
  const roles = await load(`/members/${id}`, () => readRoleChoices(of));
  return (
    <Words rooms={["members", "sharing", "activity", "methods", "preview"]}>
      <Seed data={[[memberKey(id), member]]}>
        <MemberView id={id} places={places} roles={roles} />
      </Seed>
    </Words>
  );
}

function idIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound();
  return Number(text);
}
