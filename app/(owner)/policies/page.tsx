import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { PolicyBook } from "@/components/policies/policy-book";
import { policiesKey, readMethods, readPolicies } from "@/components/policies/queries";
import { Seed } from "@/components/seed";

export const generateMetadata = titled("shell", "policies");

/** My policies and the methods each grants. */
export default async function Page() {
  const policies = await load("/policies", readPolicies);
  const methods = await load("/policies", readMethods);
  return (
    <Seed data={[[policiesKey, policies]]}>
      <PolicyBook methods={methods} />
    </Seed>
  );
}
