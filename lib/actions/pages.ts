"use server";

import * as pages from "../operations/pages";
import { action, openAction } from "./action";

export type { CheckedAddress } from "../operations/pages/check-addresses";
export type { MemberExplanation } from "../operations/pages/explain-member";
export type { CatalogueEntry } from "../operations/pages/get-catalogue";
export type { HistoryEntry } from "../operations/pages/get-member-history";
export type { MemberView, MemberWay } from "../operations/pages/get-member-view";
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
export const getMemberView = action(pages.getMemberView);
export const getMemberHistory = action(pages.getMemberHistory);
export const explainMember = action(pages.explainMember);
export const checkAddresses = action(pages.checkAddresses);
