import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import {
  getMemberHistory,
  getMemberPage,
  getMemberView,
  type MemberPage,
  type MemberRow,
  type MemberView,
} from "@/lib/actions/pages";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { type Asked, filterOf, PAGE_SIZE } from "./asked";

/** Everything of members is below this key: a change of one makes all of it stale. */
export const membersKey = ["members"] as const;
export const memberPageKey = (asked: Asked) => [...membersKey, "page", filterOf(asked), asked.start] as const;
export const memberKey = (id: number) => [...membersKey, id] as const;
export const historyKey = (id: number) => [...membersKey, id, "history"] as const;

export type Member = MemberRow;
export type Shared = MemberRow["shares"][number];

export const readMemberPage = (asked: Asked): Promise<MemberPage> =>
  resultOf(getMemberPage({ ...filterOf(asked), startRow: asked.start, resultCount: PAGE_SIZE }));

export const readMember = (id: number, of: Of): Promise<MemberView> => resultOf(getMemberView({ id, ...of }));

export const readHistory = (id: number, of: Of) => resultOf(getMemberHistory({ id, ...of }));

export const calledAs = ({ label, name, email }: Pick<Member, "label" | "name" | "email">): string =>
  label || name || email;

/** The state a step starts from: an invitation that ran out is still one, and whoever's time is over is still a member. */
export const standing = ({ state }: Pick<Member, "state">): MemberStatus =>
  state === "EXPIRED" ? "PENDING" : state === "ENDED" ? "ACTIVE" : state;
