import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { load } from "@/app/load";
import { MemberView } from "@/components/members/member-view";
import { memberKey, readMember } from "@/components/members/queries";
import { Seed } from "@/components/seed";
import { readPlaces, readRoleChoices } from "@/components/sharing/queries";
import { currentActor } from "@/lib/auth";

export const metadata: Metadata = { title: "Member" };

/** One member: what I share with them, in which roles. */
export default async function Page({ params }: PageProps<"/members/[id]">) {
  const { id: text } = await params;
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound();
  const id = Number(text);
  const here = `/members/${id}`;
  const member = await load(here, () => readMember(id));
  const uid = (await currentActor())!.uid;
  const places = await load(here, () => readPlaces(uid));
  const roles = await load(here, readRoleChoices);
  return (
    <Seed data={[[memberKey(id), member]]}>
      <MemberView id={id} places={places} roles={roles} />
    </Seed>
  );
}
