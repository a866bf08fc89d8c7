import { z } from "zod";
import * as field from "../fields";
import { operation } from "../operation";
import { judgeOn, loadEnvironment, ownerOfEnvironment } from "../views";
import { environmentInfo, infoOf, sharedBy } from "./info";

export const getEnvInfo = operation({
  method: "environment.control.GetEnvInfo",
  kind: "read",
  scope: "resource",
  summary: "Tell about one environment, named by its name, appid or short domain.",
  input: z.object({ envName: field.name(), lazy: field.flag().optional() }),
  output: environmentInfo,
  owner: ownerOfEnvironment,
  load: loadEnvironment,
  allow: (at) => judgeOn(at, at.facts.view, { type: "ENV", id: at.facts.environment.appid }),
  handle: async (at) => {
    const { environment, view } = at.facts;
    const isShared = await sharedBy(at, at.owner);
    return infoOf(at, view, environment, isShared(environment));
  },
});
