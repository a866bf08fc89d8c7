"use server";

import * as diagrams from "../operations/diagrams";
import * as environments from "../operations/environments";
import * as groups from "../operations/groups";
import * as pages from "../operations/pages";
import * as requests from "../operations/requests";
import * as resources from "../operations/resources";
import * as models from "../operations/threat-models";
import { judged } from "./action";

/** Whether the caller may not do each of these, so that its control can say so before it is pressed. */
export const mayDo = judged({
  attachEnv: groups.attachEnv,
  createDiagram: diagrams.createDiagram,
  createGroup: groups.createGroup,
  deleteDiagram: diagrams.deleteDiagram,
  deleteEnv: environments.deleteEnv,
  deleteThreatModel: models.deleteThreatModel,
  detachEnv: groups.detachEnv,
  editDiagram: diagrams.editDiagram,
  editGroup: groups.editGroup,
  editThreatModel: models.editThreatModel,
  grantRequest: requests.grantRequest,
  leaveList: resources.leaveList,
  registerEnv: environments.registerEnv,
  removeGroup: groups.removeGroup,
  setEnvDisplayName: environments.setEnvDisplayName,
  setResource: resources.setResource,
  startView: pages.startView,
});
