import { detach } from "../../../db/environments";
import { operation } from "../operation";
import { ownerOfEnvironment } from "../views";
import { response } from "../wire/shapes";
import { loadPlacing, mayPlace, placingInput } from "./placing";

export const detachEnv = operation({
  method: "environment.group.DetachEnv",
  kind: "write",
  scope: "resource",
  summary: "Take an environment out of a group; it stays where else it hangs.",
  input: placingInput,
  output: response,
  owner: ownerOfEnvironment,
  load: (at) => loadPlacing(at, "detach"),
  allow: mayPlace,
  handle: async (at) => {
    const { environment, group } = at.facts;
    if (await detach(at.db, at.owner, group.path, environment.appid)) {
      at.record({ target: "environment", id: environment.appid, before: { group: group.path } });
    }
    return {};
  },
});
