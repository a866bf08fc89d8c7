import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { getMyRequest, getRequests, type MyRequest, type RequestLine } from "@/lib/actions/requests";
import type { ResourceType } from "@/lib/domain/resource";

export const requestsKey = ["requests"] as const;
export const readRequests = async (of: Of): Promise<RequestLine[]> => (await resultOf(getRequests(of))).requests;

/** What somebody lacks: a method on a thing of an owner, or where a diagram hangs. */
export type Lack = { serviceMethod: string } & (
  | { diagramId: string }
  | { ownerUid: number; resourceType: ResourceType; resourceId: string }
);

/** Below what others share with me, so that it is read again when their data moves. */
export const lackKey = (lack: Lack) => ["collaborations", "request", lack] as const;
export const readLack = (lack: Lack): Promise<MyRequest> => resultOf(getMyRequest(lack));
