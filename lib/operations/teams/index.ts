export { createTeam } from "./create";
export { deleteTeam } from "./delete";
export { deleteTeamMember } from "./delete-member";
export { editTeam } from "./edit";
export { inviteToTeam } from "./invite";
export { getTeams } from "./list";
export { resendTeamInvite } from "./resend";
