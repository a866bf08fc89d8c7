"use client";

import { later } from "@/components/ui/later";

/** What is fetched when it is first wanted. */
export const PolicyForm = later(async () => (await import("./policy-form")).PolicyForm);
export const DeletePolicy = later(async () => (await import("./delete-policy")).DeletePolicy);
