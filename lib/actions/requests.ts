"use server";

import { getMessages } from "next-intl/server";
import type { ResourceType } from "../domain/resource";
import type { Output } from "../operations/operation";
import * as requests from "../operations/requests";
import { action, quietAction } from "./action";

export const requestAccess = action(requests.requestAccess);
export const getMyRequest = action(requests.getMyRequest);
export const getMyRequests = action(requests.getMyRequests);
export const getRequests = action(requests.getRequests);
export const grantRequest = action(requests.grantRequest);
export const declineRequest = action(requests.declineRequest);
export const countRequests = quietAction(requests.countRequests);

export type { RequestLine } from "../operations/requests/list";
export type { MyRequestLine } from "../operations/requests/list-mine";
/** The texts of asking, for a page that has none of their room: a refusal may be met on any. */
export async function requestTexts() {
  const { requests } = await getMessages();
  return { requests };
}

export type MyRequest = Output<typeof requests.getMyRequest>;

/** What somebody lacks: a method on a thing of an owner, or where a diagram or threat model hangs. */
export type Lack = { serviceMethod: string } & (
  | { diagramId: string }
  | { threatModelId: string }
  | { ownerUid: number; resourceType: ResourceType; resourceId: string }
);
