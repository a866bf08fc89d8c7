"use server";

import * as collaborations from "../operations/collaborations";
import * as diagrams from "../operations/diagrams";
import * as environments from "../operations/environments";
import * as groups from "../operations/groups";
import * as members from "../operations/members";
import * as pages from "../operations/pages";
import * as policies from "../operations/policies";
import * as requests from "../operations/requests";
import * as resources from "../operations/resources";
import * as reviews from "../operations/reviews";
import * as roles from "../operations/roles";
import * as teams from "../operations/teams";
import * as models from "../operations/threat-models";
import * as tokens from "../operations/tokens";
import { trial, trialOfEach } from "./action";

export type { Preview } from "../operations/wire/preview";

const verbs = {
  activateMember: members.activateMember,
  addPolicy: policies.addPolicy,
  addResources: resources.addResources,
  addRole: roles.addRole,
  attachEnv: groups.attachEnv,
  deleteDiagram: diagrams.deleteDiagram,
  deleteEnv: environments.deleteEnv,
  deleteMember: members.deleteMember,
  deleteResources: resources.deleteResources,
  deleteTeam: teams.deleteTeam,
  deleteTeamMember: teams.deleteTeamMember,
  deleteThreatModel: models.deleteThreatModel,
  detachEnv: groups.detachEnv,
  editGroup: groups.editGroup,
  editPolicy: policies.editPolicy,
  editRole: roles.editRole,
  editMember: members.editMember,
  editThreatModel: models.editThreatModel,
  editToken: tokens.editToken,
  finishReview: reviews.finishReview,
  replacePolicy: pages.replacePolicy,
  replaceRole: pages.replaceRole,
  grantRequest: requests.grantRequest,
  leaveCollaboration: collaborations.leaveCollaboration,
  leaveList: resources.leaveList,
  removeGroup: groups.removeGroup,
  resendMemberInvitation: members.resendMemberInvitation,
  setListEnd: resources.setListEnd,
  setMemberEnd: members.setMemberEnd,
  setResource: resources.setResource,
  setShareEnd: resources.setShareEnd,
  suspendMember: members.suspendMember,
};

/** What these would do to everybody's access, before they are done. */
export const tryFirst = trial(verbs);

/** The same for many that are done each on its own. */
export const tryEachFirst = trialOfEach(verbs);
