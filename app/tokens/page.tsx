import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { Seed } from "@/components/seed";
import { readTokens, tokensKey } from "@/components/tokens/queries";
import { TokenList } from "@/components/tokens/token-list";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "tokens");

/** My keys for programs. */
export default async function Page() {
  const tokens = await load("/tokens", readTokens);
  return (
    <Words rooms={["tokens", "sharing", "preview"]}>
      <Seed data={[[tokensKey, tokens]]}>
        <TokenList />
      </Seed>
    </Words>
  );
}
