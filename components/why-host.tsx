"use client";

import { askWhy, useAskedWhy } from "@/components/ui/ask-why";
import { later } from "@/components/ui/later";

const WhyPanel = later(async () => (await import("./why-panel")).WhyPanel);

/** Where every "Why?" of the house is answered. */
export function WhyHost() {
  const question = useAskedWhy();
  return <WhyPanel open={question !== null} question={question} onClose={() => askWhy(null)} />;
}
