"use server";

import * as environments from "../operations/environments";
import * as groups from "../operations/groups";
import { judged } from "./action";

/** Whether each of these would be refused, so that its control can say so before it is pressed. */
export const mayDo = judged({
  createGroup: groups.createGroup,
  deleteEnv: environments.deleteEnv,
  editGroup: groups.editGroup,
  registerEnv: environments.registerEnv,
  removeGroup: groups.removeGroup,
  setEnvDisplayName: environments.setEnvDisplayName,
});
