"use server";

import * as teams from "../operations/teams";
import { action } from "./action";

export const createTeam = action(teams.createTeam);
export const deleteTeam = action(teams.deleteTeam);
export const deleteTeamMember = action(teams.deleteTeamMember);
export const editTeam = action(teams.editTeam);
export const inviteToTeam = action(teams.inviteToTeam);
export const getTeams = action(teams.getTeams);
export const resendTeamInvite = action(teams.resendTeamInvite);
