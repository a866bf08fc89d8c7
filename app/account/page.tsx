import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { accountKey, readAccount, readSignIns, signInsKey } from "@/components/account/queries";
import { Settings } from "@/components/account/settings";
import { Seed } from "@/components/seed";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "account");

/** Who I am, how Confer looks for me, and how I sign in. */
export default async function Page() {
  const account = await load("/account", readAccount);
  const signIns = await load("/account", readSignIns);
  return (
    <Words rooms={["account"]}>
      <Seed
        data={[
          [accountKey, account],
          [signInsKey, signIns],
        ]}
      >
        <Settings />
      </Seed>
    </Words>
  );
}
