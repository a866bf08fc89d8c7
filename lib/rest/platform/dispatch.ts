import { Refusal } from "../../domain/refusal";
import { logFault } from "../../fault";
import { findOperation } from "../../operations/families";
import { perform, tryOut } from "../../operations/perform";
import { refused, settled } from "../../operations/wire/results";
import { callerOf } from "../caller";
import { admitRequest } from "../limits";
import type { PlainAnswer, PlainRequest } from "../plain";
import { answerJson } from "./envelope";
import { isTrue, pick, readParameters } from "./read";

const ADDRESS = /^\/1\.0\/([a-z0-9]+)\/([a-z0-9]+)\/rest\/([a-z0-9]+)\/?$/i;

/** Is this path one of the platform family's? */
export const isPlatform = (path: string): boolean => path.slice(0, 5) === "/1.0/";

/** One call of the platform family: HTTP 200 and `result` whatever happens, 404 for what does not exist (vap.md section 0). */
export async function dispatch(request: PlainRequest): Promise<PlainAnswer> {
  try {
    const path = request.url.split("?", 1)[0]!;
    const [, namespace, service, method] = ADDRESS.exec(path) ?? [];
    const operation = method ? findOperation(`${namespace}.${service}.${method}`) : undefined;
    if (!operation) return answerJson(refused(new Refusal("not-found", "method not found")), 404);
    if (request.method !== "POST" && request.method !== "GET") {
      return answerJson(refused(new Refusal("invalid", "send GET or POST")), 405, { allow: "GET, POST" });
    }
    if (request.method === "GET" && operation.postOnly) throw new Refusal("invalid", "send POST");
    const parameters = readParameters(request);
    const { actor, limit } = await admitRequest(request, operation, () => callerOf(request, parameters, operation));
    const input = () => pick(operation.input.shape, parameters);
    const isDry = operation.kind === "write" && parameters.has("dryRun") && isTrue(parameters, "dryRun");
    const output = isDry
      ? { dryRun: true, preview: await tryOut(actor, { op: operation, raw: input }) }
      : await perform(operation, actor, input);
    return answerJson({ ...settled, ...output }, 200, limit);
  } catch (error) {
    if (error instanceof Refusal) {
      const { retryAfter } = error.detail;
      return answerJson(refused(error), 200, retryAfter ? { "retry-after": String(retryAfter) } : {});
    }
    const requestId = logFault(error, request);
    return answerJson({ error: `internal error, request ${requestId}`, reason: 0, result: 99, source: "users" });
  }
}
