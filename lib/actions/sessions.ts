"use server";

import * as sessions from "../operations/sessions";
import { action } from "./action";

export const startSession = action(sessions.startSession);
export const makeTicket = action(sessions.makeTicket);
