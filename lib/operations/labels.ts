import { z } from "zod";
import * as field from "./fields";
import type { metadataShape } from "./wire/models";

const MOST = 100;
const KEY = /^[a-zA-Z0-9_./:-]+$/;

/** The labels of a threat model or diagram, as far as the contract can carry them: clients that judge what they are told read nothing of an answer with another. */
export const labels = () =>
  z
    .array(z.strictObject({ key: field.name(256).regex(KEY), value: field.prose(1024).min(1) }))
    .max(MOST) satisfies z.ZodType<z.infer<typeof metadataShape>>;
