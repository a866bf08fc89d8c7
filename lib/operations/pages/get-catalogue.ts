import { z } from "zod";
import { methods } from "../../domain/method";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

const entry = z.strictObject({
  name: z.string(),
  isSafe: z.boolean(),
  /** Whether a policy may hold it; what none may stays with the owner. */
  shareable: z.boolean(),
  /** Cloud and storage methods need policies of their own. */
  cloud: z.boolean(),
});
export type CatalogueEntry = z.infer<typeof entry>;

export const getCatalogue = operation({
  method: "confer.pages.GetCatalogue",
  grant: "users.collaboration.GetPolicyMethods",
  kind: "read",
  tokens: false,
  // It is the same for everybody.
  inView: true,
  summary: "List every method there is, those too that no policy can hold.",
  input: z.object({}),
  output: z.strictObject({ methods: z.array(entry) }),
  load: async () => catalogue,
  allow: theirOwn,
  handle: async ({ facts }) => ({ methods: facts }),
});

const catalogue: CatalogueEntry[] = methods
  .map(({ name, isSafe, isCollaborationAccessible, policyType }) => ({
    name,
    isSafe,
    shareable: isCollaborationAccessible,
    cloud: policyType === "CMP",
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
