"use client";

import { useEffect, useState } from "react";
import { setAddress, useAddress } from "./address";

const none = { put: null, take: null, give: null, to: null, as: null };
export type Wished = { [name in keyof typeof none]: string };

/** What the address asks a form to begin with, said once: it goes out of the address, and the form is its own from then on. */
export function useWished(): Wished {
  const address = useAddress();
  const [wished] = useState(
    () => Object.fromEntries(Object.keys(none).map((name) => [name, address.get(name) ?? ""])) as Wished,
  );
  useEffect(() => {
    if (Object.values(wished).some(Boolean)) setAddress(none);
  }, [wished]);
  return wished;
}
