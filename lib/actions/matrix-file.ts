import "server-only";
import { setImmediate as others } from "node:timers/promises";
import type { Input } from "../operations/operation";
import { getMatrixCsv } from "../operations/pages";
import { perform } from "../operations/perform";
import { fileFor } from "./file";

/** The whole table of people by environments that fits the filter as a file, judged piece after piece as somebody takes it. */
export const matrixFile = (filter: Input<typeof getMatrixCsv>): Promise<Response> =>
  fileFor(async (actor) => {
    const pieces = (await perform(getMatrixCsv, actor, filter)).pieces[Symbol.iterator]();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull: async (out) => {
        // Whoever else asks for something has their turn between two pieces.
        await others();
        const { done, value } = pieces.next();
        if (done) out.close();
        else out.enqueue(encoder.encode(value));
      },
    });
    return { type: "text/csv; charset=utf-8", name: "confer-access.csv", body };
  });
