import { config } from "../lib/config.mjs";
import { withDatabase } from "./with-database";

/**
 * Reads the journal of an account, by its number or address, or of every account, and says whether it is as it was sealed. Ends with 1
 * when one is not. A house that runs meanwhile goes on; what it has not sealed yet is not looked at.
 */
await withDatabase(async () => {
  const { db } = await import("../db/client");
  const { ownersAfter, verifyJournal } = await import("../db/journal-verify");
  const { journalKeys } = await import("../lib/operations/refusals");
  const { readWitness } = await import("../lib/witness");
  const seen = readWitness(config().dataDir);
  const began = Date.now();
  let [journals, entries] = [0, 0];
  const verify = async (owner: number) => {
    const { entries: n, broken } = await verifyJournal(db(), owner, journalKeys(), seen.get(owner));
    [journals, entries] = [journals + 1, entries + n];
    if (!broken) return;
    process.exitCode = 1;
    console.log(`Account ${owner}: entry ${broken.seq} is broken: ${broken.how}.`);
  };
  const wanted = process.argv[2];
  if (wanted === undefined) {
    for (let after = 0; ; ) {
      const owners = await ownersAfter(db(), after);
      for (const owner of owners) await verify(owner);
      if (owners.length === 0) break;
      after = owners.at(-1)!;
    }
  } else {
    const owner = /^\d+$/.test(wanted) ? Number(wanted) : await uidOf(wanted);
    if (owner === null) throw new Error(`There is no account ${wanted}.`);
    await verify(owner);
  }
  if (!process.exitCode) console.log(`${entries} entries of ${journals} journals hold, in ${Date.now() - began} ms.`);
});

async function uidOf(address: string): Promise<number | null> {
  const { db } = await import("../db/client");
  const { findUidByEmail } = await import("../db/accounts");
  const { parseEmail } = await import("../lib/domain/email");
  return findUidByEmail(db(), parseEmail(address).canonical);
}
