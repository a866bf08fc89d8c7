"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { fill, type Rule, type Words } from "@/lib/domain/threats/rule";

/** The words of each rule of the house. */
const RULE_WORDS = {
  "actor-pretended": ["actorPretended", "actorPretendedSays", "actorPretendedHelps"],
  "actor-denies": ["actorDenies", "actorDeniesSays", "actorDeniesHelps"],
  "process-pretended": ["processPretended", "processPretendedSays", "processPretendedHelps"],
  "process-input": ["processInput", "processInputSays", "processInputHelps"],
  "process-unlogged": ["processUnlogged", "processUnloggedSays", "processUnloggedHelps"],
  "process-leaks": ["processLeaks", "processLeaksSays", "processLeaksHelps"],
  "process-flooded": ["processFlooded", "processFloodedSays", "processFloodedHelps"],
  "process-raised": ["processRaised", "processRaisedSays", "processRaisedHelps"],
  "process-privileged": ["processPrivileged", "processPrivilegedSays", "processPrivilegedHelps"],
  "card-data": ["cardData", "cardDataSays", "cardDataHelps"],
  "web-scripts": ["webScripts", "webScriptsSays", "webScriptsHelps"],
  "store-altered": ["storeAltered", "storeAlteredSays", "storeAlteredHelps"],
  "store-read": ["storeRead", "storeReadSays", "storeReadHelps"],
  "store-credentials": ["storeCredentials", "storeCredentialsSays", "storeCredentialsHelps"],
  "store-log": ["storeLog", "storeLogSays", "storeLogHelps"],
  "store-filled": ["storeFilled", "storeFilledSays", "storeFilledHelps"],
  "flow-altered": ["flowAltered", "flowAlteredSays", "flowAlteredHelps"],
  "flow-overheard": ["flowOverheard", "flowOverheardSays", "flowOverheardHelps"],
  "flow-public": ["flowPublic", "flowPublicSays", "flowPublicHelps"],
  "flow-cut": ["flowCut", "flowCutSays", "flowCutHelps"],
} as const;

type HouseRule = keyof typeof RULE_WORDS;
const isOfHouse = (id: string): id is HouseRule => id in RULE_WORDS;

/** What a rule says of an element of this name: in its owner's words, or in ours in the language of whoever reads them. */
export function useRuleWords(): (rule: Pick<Rule, "id" | "words">, name: string) => Words {
  const t = useTranslations("rules");
  return useMemo(
    () =>
      ({ id, words }, name) => {
        if (words || !isOfHouse(id)) {
          const { title = id, description = "", mitigation = "" } = words ?? {};
          return { title: fill(title, name), description: fill(description, name), mitigation: fill(mitigation, name) };
        }
        const [title, says, helps] = RULE_WORDS[id];
        return { title: t(title, { name }), description: t(says, { name }), mitigation: t(helps, { name }) };
      },
    [t],
  );
}
