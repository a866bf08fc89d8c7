import { findExchange } from "../../../db/exchanges";
import { invalid } from "../../domain/refusal";
import { hashSecret } from "../../secrets";
import type { Asked } from "../operation";

/** A code or refresh token names its account, as a sign-in's secret does. */
const SHAPE = /^([0-9a-f]{1,14})x[0-9a-f]{32}$/;

/** Whose secret this is, so that nobody's account is locked for a guess. Refusal: invalid. */
export async function ownerOfSecret({ db, input }: Asked<{ secret: string }>): Promise<number> {
  const uid = Number.parseInt(SHAPE.exec(input.secret)?.[1] ?? "", 16);
  if (!Number.isSafeInteger(uid) || !(await findExchange(db, uid, hashSecret(input.secret)))) throw unknown();
  return uid;
}

/** The same words for whatever does not fit: what exactly was wrong helps only those who guess. */
export const unknown = () => invalid("grant", "unknown, spent or expired");
