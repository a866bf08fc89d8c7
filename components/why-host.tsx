"use client";

import { useState } from "react";
import { askAccess, askWhy, useAskedAccess, useAskedWhy } from "@/components/ui/ask-why";
import { later } from "@/components/ui/later";
import type { Lack } from "./requests/queries";

const WhyPanel = later(async () => (await import("./why-panel")).WhyPanel);
const AskPanel = later(async () => (await import("./requests/ask-panel")).AskPanel);

/** Where every "Why?" of the house is answered, and access asked for on pages that know nothing of it. */
export function WhyHost() {
  const question = useAskedWhy();
  const lack = useAskedAccess();
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(lack);
  if (lack && lack !== last) setLast(lack);
  return (
    <>
      <WhyPanel open={question !== null} question={question} onClose={() => askWhy(null)} />
      <AskPanel open={lack !== null} lack={(lack ?? last) as unknown as Lack} onClose={() => askAccess(null)} />
    </>
  );
}
