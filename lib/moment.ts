import { hashSecret } from "./secrets";

/** Names what the data of all these owners is now (owner → version), so that two looks at it can be told apart. */
export const momentOf = (versions: ReadonlyMap<number, number>): string =>
  hashSecret([...versions].sort(([a], [b]) => a - b).join(";")).slice(0, 16);
