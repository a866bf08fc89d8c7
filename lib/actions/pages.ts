"use server";

import { currentLanguage } from "../language";
import * as pages from "../operations/pages";
import { action, openAction, ownAction, quietAction } from "./action";
import { bookInWords, policyNameIn } from "./system-words";
import { noteInWords } from "./words";

export type { Access } from "../operations/pages/access";
export type { MyAccount } from "../operations/pages/account";
export type { CheckedAddress } from "../operations/pages/check-addresses";
export type { DrawingLine, Presence } from "../operations/pages/drawings";
export type { MemberExplanation } from "../operations/pages/explain-member";
export type { FirstSteps } from "../operations/pages/first-steps";
export type { Followed } from "../operations/pages/follow-drawing";
export type { CatalogueEntry } from "../operations/pages/get-catalogue";
export type { Drawing } from "../operations/pages/get-drawing";
export type { Matrix, MatrixKind } from "../operations/pages/get-matrix";
export type { HistoryEntry } from "../operations/pages/get-member-history";
export type { MemberPage } from "../operations/pages/get-member-page";
export type { MemberToken, MemberView } from "../operations/pages/get-member-view";
export type { ModelListEntry, ThroughEnvironment } from "../operations/pages/get-model-access";
export type { Pair } from "../operations/pages/get-pair";
export type { PartnerChoice } from "../operations/pages/get-partners";
export type { PlaceShown } from "../operations/pages/get-place";
export type { PlaceLine } from "../operations/pages/get-places";
export type { RoleBook } from "../operations/pages/get-role-book";
export type { RoleUse } from "../operations/pages/get-role-use";
export type { SharedThing } from "../operations/pages/get-shared-thing";
export type { TeamPerson, TeamShare } from "../operations/pages/get-team";
export type { TeamRow } from "../operations/pages/get-team-list";
export type { LetterHead, ShownLetter } from "../operations/pages/letters";
export type { Filter as MemberFilter, MemberRow, ShownState } from "../operations/pages/member-rows";
export type { InvitationToMe, SharedWithMe } from "../operations/pages/my-collaborations";
export type { MemberWay } from "../operations/pages/named-ways";
export type { Preferences } from "../operations/pages/preferences";
export type { ClosedInvitation, OpenInvitation } from "../operations/pages/read-invitation";
export type { Thing } from "../operations/pages/things";
export type { ModelLine } from "../operations/pages/threat-models";
export type { UsedWay } from "../operations/pages/used-ways";

export const getLetters = openAction(pages.getLetters);
export const getLetter = openAction(pages.getLetter);
export const getInvitations = action(pages.getInvitations);
export const countInvitations = action(pages.countInvitations);
export const getShared = action(pages.getShared);
export const askForInvitation = openAction(pages.askForInvitation);
export const getAccount = action(pages.getAccount);
export const setName = action(pages.setName);
export const beginTwoFactor = action(pages.beginTwoFactor);
export const getFirstSteps = action(pages.getFirstSteps);
export const getSharedThing = action(pages.getSharedThing);
export const getSharedNames = action(pages.getSharedNames);
export const getRights = action(pages.getRights);
export const readInvitation = openAction(pages.readInvitation);
export const getPreferences = ownAction(pages.getPreferences);
export const setPreferences = ownAction(pages.setPreferences);
export const getMemberPage = action(pages.getMemberPage);
export const getMemberCsv = action(pages.getMemberCsv);
export const getCatalogue = action(pages.getCatalogue);
export const getRoleChoices = action(pages.getRoleChoices);
export const getRoleUse = action(pages.getRoleUse);
export const replaceRole = action(pages.replaceRole);
export const replacePolicy = action(pages.replacePolicy);
export const switchRoleLetters = action(pages.switchRoleLetters);
export const getMemberView = action(pages.getMemberView);
export const getMemberHistory = action(pages.getMemberHistory);
export const checkAddresses = action(pages.checkAddresses);
export const getJournalChoices = action(pages.getJournalChoices);
export const getMatrix = action(pages.getMatrix);
export const getPair = action(pages.getPair);
export const getOwners = action(pages.getOwners);
export const getPartners = action(pages.getPartners);
export const getPlace = action(pages.getPlace);
export const followDrawing = action(pages.followDrawing);
export const getDrawing = action(pages.getDrawing);
export const getPlaces = action(pages.getPlaces);
export const glanceAtMembers = quietAction(pages.getMemberPage);
export const glanceAtPlace = quietAction(pages.getPlace);
export const glanceAtPlaces = quietAction(pages.getPlaces);
export const getTeam = action(pages.getTeam);
export const getTeamList = action(pages.getTeamList);
export const getThreatModels = action(pages.getThreatModels);
export const getModelAccess = action(pages.getModelAccess);
export const getPicture = action(pages.getPicture);
export const previewOffers = action(pages.previewOffers);

export type { Activity, ActivityStep } from "../operations/pages/activities";
export type { ImportLine } from "../operations/pages/import-members";
export const inviteWithOffers = action(pages.inviteWithOffers);
export const startInvites = action(pages.startInvites);
export const startImport = action(pages.startImport);
export const cancelActivity = action(pages.cancelActivity);
const activities = action(pages.getActivities);
const preview = action(pages.previewImport);

const roleBook = action(pages.getRoleBook);
const explanation = action(pages.explainMember);

/** With what the system brings in the reader's language. */
export async function getRoleBook(input: Parameters<typeof roleBook>[0]): ReturnType<typeof roleBook> {
  const answer = await roleBook(input);
  return answer.ok ? { ok: true, value: bookInWords(answer.value, await currentLanguage()) } : answer;
}

/** As `getRoleBook`. */
export async function explainMember(input: Parameters<typeof explanation>[0]): ReturnType<typeof explanation> {
  const answer = await explanation(input);
  if (!answer.ok) return answer;
  const language = await currentLanguage();
  const steps = answer.value.steps.map((step) =>
    step.step === "policy" && step.id !== null ? { ...step, name: policyNameIn(language, step.id, step.name) } : step,
  );
  return { ok: true, value: { ...answer.value, steps } };
}

/** With the notes of refusals in the reader's language. */
export async function getActivities(input: Parameters<typeof activities>[0]): ReturnType<typeof activities> {
  const answer = await activities(input);
  if (!answer.ok) return answer;
  return { ok: true, value: { ...answer.value, steps: await told(answer.value.steps) } };
}

/** As `getActivities`. */
export async function previewImport(input: Parameters<typeof preview>[0]): ReturnType<typeof preview> {
  const answer = await preview(input);
  if (!answer.ok) return answer;
  return { ok: true, value: { ...answer.value, lines: await told(answer.value.lines) } };
}

async function told<T extends { code: string; note: string }>(lines: readonly T[]): Promise<T[]> {
  const language = await currentLanguage();
  return lines.map((line) => ({ ...line, note: line.note && noteInWords(line, language) }));
}
