import { sql } from "kysely";
import { one } from "../lib/one";
import { db } from "./client";

const BLOCK = 50;

/** The part of the current block not yet handed out. */
const block = one("ids", () => ({ next: 0, end: 0, waiting: null as Promise<void> | null }));

/**
 * The next API integer (D3, R3). Blocks of fifty come from one sequence, outside any transaction, so that a body that runs
 * twice keeps its keys (R10) and no two nodes ever share one.
 */
export async function nextId(): Promise<number> {
  while (block.next >= block.end) {
    block.waiting ??= fetchBlock().finally(() => {
      block.waiting = null;
    });
    await block.waiting;
  }
  return block.next++;
}

async function fetchBlock(): Promise<void> {
  const { rows } = await sql<{ start: number }>`select nextval('confer_id') as start`.execute(db());
  block.next = rows[0]!.start;
  block.end = block.next + BLOCK;
}
