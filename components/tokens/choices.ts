import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getTokenApiList, getTokenTemplates } from "@/lib/actions/tokens";
import { readPlaces } from "./queries";

export const choicesKey = ["token-choices"] as const;

export type Template = { name: string; methods: string[] };
/** What a token can be made of. */
export type Choices = {
  templates: Template[];
  methods: { name: string; isSafe: boolean }[];
  places: ResourceItem[];
};

export async function readChoices(): Promise<Choices> {
  const { templates } = await resultOf(getTokenTemplates({}));
  const { tokenPermissions } = await resultOf(getTokenApiList({}));
  return {
    templates: templates.map(({ name, apiListItems }) => ({ name, methods: apiListItems.map((item) => item.method) })),
    methods: tokenPermissions.map(({ method, isSafe }) => ({ name: method, isSafe })),
    places: await readPlaces(),
  };
}
