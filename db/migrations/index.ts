import type { Migration } from "kysely";
import * as ground from "./2026-11-21-ground";
import * as pages from "./2026-11-21-pages";
import * as versions from "./2026-11-21-versions";
import * as visits from "./2026-11-21-visits";
import * as threatModels from "./2026-11-22-threat-models";
import * as tmiSignIns from "./2026-11-22-tmi-sign-ins";
import * as upheldRefusals from "./2026-11-22-upheld-refusals";
import * as together from "./2026-11-23-together";
import * as whatThreatens from "./2026-11-23-what-threatens";
import * as countedCalls from "./2026-11-24-counted-calls";
import * as ends from "./2026-11-25-ends";
import * as requests from "./2026-11-25-requests";
import * as journal from "./2026-11-26-journal";
import * as reviews from "./2026-11-26-reviews";
import * as sentences from "./2026-11-27-sentences";
import * as reviewsDone from "./2026-11-28-reviews";
import * as tokenLetters from "./2026-11-28-token-letters";
import * as modelEnds from "./2026-11-29-model-ends";

/** Every step in order; a step is frozen once it has run anywhere, and imports nothing of ours. */
export const migrations: Record<string, Migration> = {
  "2026-11-21-ground": ground,
  "2026-11-21-pages": pages,
  "2026-11-21-versions": versions,
  "2026-11-21-visits": visits,
  "2026-11-22-threat-models": threatModels,
  "2026-11-22-tmi-sign-ins": tmiSignIns,
  "2026-11-22-upheld-refusals": upheldRefusals,
  "2026-11-23-together": together,
  "2026-11-23-what-threatens": whatThreatens,
  "2026-11-24-counted-calls": countedCalls,
  "2026-11-25-ends": ends,
  "2026-11-25-requests": requests,
  "2026-11-26-journal": journal,
  "2026-11-26-reviews": reviews,
  "2026-11-27-sentences": sentences,
  "2026-11-28-reviews": reviewsDone,
  "2026-11-28-token-letters": tokenLetters,
  "2026-11-29-model-ends": modelEnds,
};
