import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { Seed } from "@/components/seed";
import { readTemplates, readTokenMethods, readTokens, tokensKey } from "@/components/tokens/queries";
import { TokenList } from "@/components/tokens/token-list";

export const generateMetadata = titled("shell", "tokens");

/** My keys for programs. */
export default async function Page() {
  const tokens = await load("/tokens", readTokens);
  const templates = await load("/tokens", readTemplates);
  const methods = await load("/tokens", readTokenMethods);
  return (
    <Seed data={[[tokensKey, tokens]]}>
      <TokenList templates={templates} methods={methods} />
    </Seed>
  );
}
