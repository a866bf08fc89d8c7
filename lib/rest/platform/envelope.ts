import { write } from "../../written-once";
import type { PlainAnswer } from "../plain";

/** Answers carry tokens' business: they are kept by nobody and tell nobody where they came from (D20). */
const headers = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export const answerJson = (value: unknown, status = 200, more: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: { ...headers, ...more },
  body: write(value),
});
