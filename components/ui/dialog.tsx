"use client";

import { later } from "./later";

const parts = () => import("./dialog-parts");

/** Where a thing is made or shown in detail: a sheet at the right, at the whole width of a phone. */
export const Panel = later(async () => (await parts()).Panel);
/** Asks before what cannot be undone. */
export const Confirm = later(async () => (await parts()).Confirm);
