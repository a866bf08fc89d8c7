"use client";

import { createContext } from "react";

/** What a form says of its fields; `id` begins the ids of those. */
export const Faults = createContext<{ id: string; errors: Readonly<Record<string, string>> } | null>(null);
