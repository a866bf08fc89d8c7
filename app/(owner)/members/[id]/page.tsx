import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { load } from "@/app/load";
import { MemberView } from "@/components/members/member-view";
import { calledAs, memberKey, readMember } from "@/components/members/queries";
import { Seed } from "@/components/seed";
import { readPlaces, readRoleChoices } from "@/components/sharing/queries";
import { Words } from "@/components/words/words";
import { currentActor } from "@/lib/auth";

const read = cache((id: number) => load(`/members/${id}`, () => readMember(id)));

export async function generateMetadata({ params }: PageProps<"/members/[id]">): Promise<Metadata> {
  return { title: calledAs((await read(idIn((await params).id))).member) };
}

/** One member: what I share with them, in which roles. */
export default async function Page({ params }: PageProps<"/members/[id]">) {
  const id = idIn((await params).id);
  const member = await read(id);
  const uid = (await currentActor())!.uid;
  const places = await load(`/members/${id}`, () => readPlaces(uid));
  const roles = await load(`/members/${id}`, readRoleChoices);
  return (
    <Words rooms={["members", "sharing", "activity"]}>
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
