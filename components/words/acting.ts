"use client";

import { useTranslations } from "next-intl";
import { createContext, useContext, useMemo } from "react";
import { useAddress } from "../ui/address";
import { type Of, ofIn } from "./of";

/** An owner the reader may act for, as their delegate. */
export type Owner = { uid: number; name: string; email: string };

export const OwnersContext = createContext<readonly Owner[]>([]);
export const useOwners = (): readonly Owner[] => useContext(OwnersContext);

/** Whose account this page works in, as the input of every call that takes it. */
export function useOf(): Of {
  const of = useAddress().get("of");
  return useMemo(() => ofIn(of), [of]);
}

/** The owner the reader acts for here; null in their own account. */
export function useActing(): Owner | null {
  const { ownerUid } = useOf();
  return useOwners().find(({ uid }) => uid === ownerUid) ?? null;
}

/** Why a delegate cannot do here what only the owner can; undefined in one's own account. */
export function useOnlyOwner(): string | undefined {
  const t = useTranslations("words");
  const { ownerUid } = useOf();
  const acting = useActing();
  return ownerUid === undefined ? undefined : t("onlyOwner", { name: acting?.name ?? t("theOwner") });
}
