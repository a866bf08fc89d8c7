"use server";

import * as pages from "../operations/pages";
import { action, openAction } from "./action";

export type { ShownLetter } from "../operations/pages/list-letters";
export type { OpenInvitation } from "../operations/pages/read-invitation";

export const getLetters = action(pages.getLetters);
export const getSharedNames = action(pages.getSharedNames);
export const getRights = action(pages.getRights);
export const readInvitation = openAction(pages.readInvitation);
