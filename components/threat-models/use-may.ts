import { useTranslations } from "next-intl";
import { NEW, type Refusal, type Step, useJudged } from "@/components/use-judged";
import { type ModelLine, modelKey } from "./queries";

type Edit = Extract<Step, { verb: "editThreatModel" }>["input"]["changes"];
type Refusals<Deed extends string> = Record<Deed, Refusal>;

/** Of what can be done with a threat model whether the reader may not, and why; in their own account nothing is asked. */
export function useModelRefusals(
  model: ModelLine,
): Refusals<"draw" | "share" | "attach" | "rename" | "leave" | "delete"> {
  const t = useTranslations("threatModels");
  const notYours = useTranslations("words")("notYours");
  const { id, environment } = model;
  const edit = (changes: Edit): Step => ({ verb: "editThreatModel", input: { id, changes } });
  // Somebody more, whoever it will be.
  const share = edit({ authorization: [{ principalType: "group", group: NEW, role: "reader" }] });
  return useEach(model, {
    draw: [{ verb: "createDiagram", input: { threatModelId: id, name: NEW } }, t("onlyWriters")],
    share: [share, t("onlyOwners")],
    // To what is chosen later; whoever owns it may attach it.
    attach: [environment ? edit({ environment: null }) : share, t("onlyOwners")],
    rename: [edit({}), t("onlyWriters")],
    leave: [{ verb: "leaveList", input: { threatModelId: id } }, t("notNamed")],
    delete: [{ verb: "deleteThreatModel", input: { id } }, notYours],
  });
}

/** The same of one of its diagrams. */
export function useDiagramRefusals(model: ModelLine, id: string): Refusals<"rename" | "delete"> {
  const t = useTranslations("threatModels");
  const notYours = useTranslations("words")("notYours");
  const input = { threatModelId: model.id, id };
  return useEach(model, {
    rename: [{ verb: "editDiagram", input: { ...input, changes: {} } }, t("onlyWriters")],
    delete: [{ verb: "deleteDiagram", input }, notYours],
  });
}

function useEach<Deed extends string>({ id, own }: ModelLine, asked: Record<Deed, [Step, says: string]>) {
  const deeds = Object.keys(asked) as Deed[];
  const refusals = useJudged(
    own ? null : modelKey(id),
    deeds.map((deed) => asked[deed][0]),
    deeds.map((deed) => asked[deed][1]),
  );
  return Object.fromEntries(deeds.map((deed, at) => [deed, refusals[at]!])) as Refusals<Deed>;
}
