"use client";

import { later } from "../../ui/later";
import type { Room } from "../room";
import type { View } from "../view";

/** What happens, told: to eyes as notices and requests above the canvas, to ears in batches. */
export const Told = later<{ room: Room; view: View }>(async () => (await import("./told-parts")).ToldParts);
