import { z } from "zod";
import { removeEnvironment } from "../../../db/environments";
import * as field from "../fields";
import { operation } from "../operation";
import { vanish } from "../vanish";
import { judgeOn, loadEnvironment, ownerOfEnvironment } from "../views";
import { response } from "../wire/shapes";

export const deleteEnv = operation({
  method: "environment.control.DeleteEnv",
  kind: "write",
  scope: "resource",
  summary: "Remove an environment; whatever was shared of it is shared no more.",
  input: z.object({ envName: field.name() }),
  output: response,
  owner: ownerOfEnvironment,
  load: loadEnvironment,
  allow: (at) => judgeOn(at, at.facts.view, { type: "ENV", id: at.facts.environment.appid }),
  handle: async (at) => {
    const { appid, name, groups } = at.facts.environment;
    await removeEnvironment(at.db, at.owner, at.facts.environment);
    at.record({ target: "environment", id: appid, before: { name, groups } });
    await vanish(at, "ENV", [appid]);
    return {};
  },
});
