"use server";

import * as journal from "../operations/journal";
import { action } from "./action";

export type { JournalEntry } from "../operations/journal/entry";

export const listJournal = action(journal.listJournal);
