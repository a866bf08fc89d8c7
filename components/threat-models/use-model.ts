"use client";

import { useRead } from "@/components/reading";
import { modelKey, readModel } from "./queries";

/** One threat model; undefined until it is here, null where there is none that one knows of. */
export const useModel = (id: string) => useRead(modelKey(id), async () => (id === "" ? null : readModel(id)));
