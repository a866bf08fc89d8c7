import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import {
  getMyRequest,
  getMyRequests,
  getRequests,
  type Lack,
  type MyRequest,
  type MyRequestLine,
  type RequestLine,
  requestTexts,
} from "@/lib/actions/requests";

export type { Lack };

export const requestsKey = ["requests"] as const;
export const readRequests = async (of: Of): Promise<RequestLine[]> => (await resultOf(getRequests(of))).requests;

/** Below what others share with me, so that it is read again when their data moves. */
export const lackKey = (lack: Lack) => ["collaborations", "request", lack] as const;
export const readLack = (lack: Lack): Promise<MyRequest> => resultOf(getMyRequest(lack));

export const mineKey = ["collaborations", "requests"] as const;
export const readMine = async (): Promise<MyRequestLine[]> => (await resultOf(getMyRequests({}))).requests;

export const textsKey = ["texts", "requests"] as const;
export const readTexts = requestTexts;
