import { attach } from "../../../db/environments";
import { operation } from "../operation";
import { ownerOfEnvironment } from "../views";
import { response } from "../wire/shapes";
import { loadPlacing, mayPlace, placingInput } from "./placing";

export const attachEnv = operation({
  method: "environment.group.AttachEnv",
  kind: "write",
  scope: "resource",
  summary: "Put an environment into a group of its owner; whoever the group is shared with gets it too.",
  input: placingInput,
  output: response,
  owner: ownerOfEnvironment,
  load: (at) => loadPlacing(at, "attach"),
  allow: mayPlace,
  handle: async (at) => {
    const { environment, group } = at.facts;
    if (await attach(at.db, at.owner, group.path, environment.appid)) {
      at.record({ target: "environment", id: environment.appid, after: { group: group.path } });
    }
    return {};
  },
});
