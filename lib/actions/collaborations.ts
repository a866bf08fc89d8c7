"use server";

import * as collaborations from "../operations/collaborations";
import { action } from "./action";

export const getCollaborations = action(collaborations.getCollaborations);
export const acceptCollaboration = action(collaborations.acceptCollaboration);
export const rejectCollaboration = action(collaborations.rejectCollaboration);
export const leaveCollaboration = action(collaborations.leaveCollaboration);
export const editCollaboration = action(collaborations.editCollaboration);
