import { z } from "zod";
import { saveEnvironment } from "../../../db/environments";
import * as field from "../fields";
import { operation } from "../operation";
import { judgeOn, loadEnvironment, ownerOfEnvironment } from "../views";
import { response } from "../wire/shapes";

export const setEnvDisplayName = operation({
  method: "environment.control.SetEnvDisplayName",
  kind: "write",
  scope: "resource",
  summary: "Change how an environment is shown; the name it is reached by stays.",
  input: z.object({ envName: field.name(), displayName: field.text() }),
  output: response,
  owner: ownerOfEnvironment,
  load: loadEnvironment,
  allow: (at) => judgeOn(at, at.facts.view, { type: "ENV", id: at.facts.environment.appid }),
  handle: async (at) => {
    const { appid, display_name } = at.facts.environment;
    const { displayName } = at.input;
    if (displayName === display_name) return {};
    await saveEnvironment(at.db, at.owner, appid, { display_name: displayName });
    at.record({ target: "environment", id: appid, before: { displayName: display_name }, after: { displayName } });
    return {};
  },
});
