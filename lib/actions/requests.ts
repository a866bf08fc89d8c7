"use server";

import * as requests from "../operations/requests";
import { action } from "./action";

export const requestAccess = action(requests.requestAccess);
export const getMyRequest = action(requests.getMyRequest);
export const getRequests = action(requests.getRequests);
export const grantRequest = action(requests.grantRequest);
export const declineRequest = action(requests.declineRequest);
export const countRequests = action(requests.countRequests);
