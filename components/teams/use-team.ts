"use client";

import { useRead } from "@/components/reading";
import { readTeam, teamKey } from "./queries";

/** One team with the first of its people; undefined until it is here. */
export const useTeam = (id: number | null) => {
  const asked = { id: id ?? 0, search: "", start: 0 };
  return useRead(teamKey(asked), async () => (id === null ? null : readTeam(asked)));
};
