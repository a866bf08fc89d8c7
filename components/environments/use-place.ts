"use client";

import { useRead } from "@/components/reading";
import { useOf } from "@/components/words/acting";
import { accessKey, plainly, readPlace, type Thing } from "./queries";

/** A thing as the forms about it need it; undefined until it is here. */
export function usePlace(thing: Thing) {
  const asked = plainly(thing, useOf());
  return useRead(accessKey(asked), () => readPlace(asked)).data?.place;
}
