"use server";

import type { Output } from "../operations/operation";
import * as requests from "../operations/requests";
import { action } from "./action";

export const requestAccess = action(requests.requestAccess);
export const getMyRequest = action(requests.getMyRequest);
export const getRequests = action(requests.getRequests);
export const grantRequest = action(requests.grantRequest);
export const declineRequest = action(requests.declineRequest);
export const countRequests = action(requests.countRequests);

export type { RequestLine } from "../operations/requests/list";
export type MyRequest = Output<typeof requests.getMyRequest>;
