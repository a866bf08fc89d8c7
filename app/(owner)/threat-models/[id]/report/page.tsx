import type { Metadata } from "next";
import { cache } from "react";
import { load } from "@/app/load";
import { Seed } from "@/components/seed";
import { readRegister, registerKey } from "@/components/threats/queries";
import { Report } from "@/components/threats/report";
import { Words } from "@/components/words/words";
import { resultOf } from "@/lib/actions/answer";
import { getDiagram } from "@/lib/actions/diagrams";
import type { Cell } from "@/lib/domain/diagram/cell";
import { pictureOf } from "@/lib/domain/diagram/picture";

type Props = PageProps<"/threat-models/[id]/report">;

const read = cache((id: string) => load(`/threat-models/${id}/report`, () => readRegister(id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).id)).model.name };
}

/** All diagrams of a threat model with their threats, to be read and printed. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const register = await read(id);
  const pictures: Record<string, string> = {};
  for (const diagram of register.diagrams) {
    const { cells } = (await resultOf(getDiagram({ threatModelId: id, id: diagram.id }))).diagram;
    if (cells.length > 0) pictures[diagram.id] = pictureOf(cells as Cell[]).svg;
  }
  return (
    <Words rooms={["threats"]}>
      <Seed data={[[registerKey(id), register]]}>
        <Report model={id} pictures={pictures} at={new Date().toISOString().slice(0, 19).replace("T", " ")} />
      </Seed>
    </Words>
  );
}
