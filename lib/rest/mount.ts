import { describeProtocol, isProtocol } from "./asyncapi";
import { describe, isDescription } from "./openapi";
import type { PlainAnswer, PlainRequest } from "./plain";
import { dispatch, isPlatform } from "./platform/dispatch";
import { isTmi, respond } from "./tmi/respond";

/** Is this address answered by a handler of ours, ahead of Next? Cheap, so that a body is read only then. */
export const matches = (asked: Asked): boolean =>
  isPlatform(asked.url) || isDescription(asked.url) || isProtocol(asked.url) || isTmi(asked);

type Asked = Pick<PlainRequest, "method" | "url" | "headers">;

/** The one table of REST addresses: mounted ahead of Next by the server, and as Next routes (stack.md). */
export async function answer(request: PlainRequest): Promise<PlainAnswer | undefined> {
  if (isPlatform(request.url)) return dispatch(request);
  if (isDescription(request.url)) return describe(request);
  if (isProtocol(request.url)) return describeProtocol(request);
  if (isTmi(request)) return respond(request);
  return undefined;
}
