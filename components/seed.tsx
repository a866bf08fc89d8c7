import type { ReactNode } from "react";
import type { Key } from "./reading";
import { Seeded } from "./seeded";

/** Hands what a page has read to its lists. */
export function Seed({ data, children }: { data: [Key, unknown][]; children: ReactNode }) {
  return (
    <Seeded data={data} at={Date.now()}>
      {children}
    </Seeded>
  );
}
