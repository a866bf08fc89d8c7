"use server";

import * as pages from "../operations/pages";
import { action, openAction } from "./action";

export type { CatalogueEntry } from "../operations/pages/get-catalogue";
export type { MemberPage } from "../operations/pages/get-member-page";
export type { RoleBook } from "../operations/pages/get-role-book";
export type { RoleUse } from "../operations/pages/get-role-use";
export type { ShownLetter } from "../operations/pages/list-letters";
export type { Filter as MemberFilter, MemberRow, ShownState } from "../operations/pages/member-rows";
export type { Preferences } from "../operations/pages/preferences";
export type { OpenInvitation } from "../operations/pages/read-invitation";

export const getLetters = action(pages.getLetters);
export const getSharedNames = action(pages.getSharedNames);
export const getRights = action(pages.getRights);
export const readInvitation = openAction(pages.readInvitation);
export const getPreferences = action(pages.getPreferences);
export const setPreferences = action(pages.setPreferences);
export const getMemberPage = action(pages.getMemberPage);
export const getMemberCsv = action(pages.getMemberCsv);
export const getCatalogue = action(pages.getCatalogue);
export const getRoleBook = action(pages.getRoleBook);
export const getRoleChoices = action(pages.getRoleChoices);
export const getRoleUse = action(pages.getRoleUse);
export const replaceRole = action(pages.replaceRole);
export const replacePolicy = action(pages.replacePolicy);
export const switchRoleLetters = action(pages.switchRoleLetters);
