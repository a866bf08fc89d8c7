import type { Metadata } from "next";
import { load } from "@/app/load";
import { PolicyBook } from "@/components/policies/policy-book";
import { policiesKey, readMethods, readPolicies } from "@/components/policies/queries";
import { Seed } from "@/components/seed";

export const metadata: Metadata = { title: "Policies" };

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
