"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, useContext, useMemo } from "react";
import { useAddress } from "../ui/address";
import type { Asking } from "../ui/ask-why";
import { isOfAccount, type Of, ofIn } from "./of";

/** An owner the reader may act for, as their delegate. */
export type Owner = { uid: number; name: string; email: string };

export const OwnersContext = createContext<readonly Owner[]>([]);
export const useOwners = (): readonly Owner[] => useContext(OwnersContext);

export const OfContext = createContext<Of>({});
/** Whose account this page works in, as the input of every call that takes it. */
export const useOf = (): Of => useContext(OfContext);

/** The same as the address has it, once for all of a page: whatever else changes there draws nothing anew. */
export function useAddressedOf(): Of {
  const of = useAddress().get("of");
  // What is one's own alone, such as teams, is nobody else's under such an address either.
  const isTheirs = isOfAccount(usePathname());
  return useMemo(() => (isTheirs ? ofIn(of) : {}), [of, isTheirs]);
}

/** The owner the reader acts for here; null in their own account. */
export function useActing(): Owner | null {
  const { ownerUid } = useOf();
  return useOwners().find(({ uid }) => uid === ownerUid) ?? null;
}

/** The question why the reader may not call a method on the account they act in; undefined in their own. */
export function useWhyNot(): (serviceMethod: string) => Asking | undefined {
  const { ownerUid } = useOf();
  return (serviceMethod) =>
    ownerUid === undefined
      ? undefined
      : { serviceMethod, resourceType: "ACCOUNT", resourceId: String(ownerUid), ownerUid };
}

/** Why a delegate cannot do here what only the owner can; undefined in one's own account. */
export function useOnlyOwner(): string | undefined {
  const t = useTranslations("words");
  const { ownerUid } = useOf();
  const acting = useActing();
  return ownerUid === undefined ? undefined : t("onlyOwner", { name: acting?.name ?? t("theOwner") });
}
