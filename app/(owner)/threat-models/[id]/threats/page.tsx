import type { Metadata } from "next";
import { cache } from "react";
import { load } from "@/app/load";
import { Seed } from "@/components/seed";
import { readRegister, registerKey } from "@/components/threats/queries";
import { Register } from "@/components/threats/register";
import { Words } from "@/components/words/words";

type Props = PageProps<"/threat-models/[id]/threats">;

const read = cache((id: string) => load(`/threat-models/${id}/threats`, () => readRegister(id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).id)).model.name };
}

/** The register of a threat model. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const register = await read(id);
  return (
    <Words rooms={["threats"]}>
      <Seed data={[[registerKey(id), register]]}>
        <Register model={id} />
      </Seed>
    </Words>
  );
}
