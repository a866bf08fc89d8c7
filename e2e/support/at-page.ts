import { findKey } from "../../db/keys";
import { actorOf } from "../../lib/actors";
import { Refusal } from "../../lib/domain/refusal";
import { hashesOfKey } from "../../lib/keys";
import type { AnyOperation, Input, Output } from "../../lib/operations/operation";
import { perform } from "../../lib/operations/perform";
import type { Somebody } from "./arrange";

/** Somebody at the door of the pages, as a request of theirs would find them. */
export async function atPage({ session }: Pick<Somebody, "session">) {
  const key = (await findKey(hashesOfKey(session)))!;
  return actorOf(key, { ip: "127.0.0.1", userAgent: "test" }, "page");
}

/** One operation of a page in somebody's name. */
export const doAs = async <Op extends AnyOperation>(who: Somebody, op: Op, input: Input<Op>): Promise<Output<Op>> =>
  perform(op, await atPage(who), input);

/** The code with which it is refused; `undefined` where it is not. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
