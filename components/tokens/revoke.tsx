"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { deleteTokens } from "@/lib/actions/tokens";
import { type Token, tokensKey } from "./queries";

/** Ends these keys at once, after asking: no key comes back. */
export function RevokeTokens({
  open,
  tokens,
  onClose,
  onRevoked,
}: {
  open: boolean;
  tokens: readonly Token[];
  onClose(): void;
  onRevoked(): void;
}) {
  const t = useTranslations("tokens");
  const format = useFormatter();
  const tell = useTell();
  const names = format.list(tokens.map((token) => token.description));
  const n = tokens.length;
  const { run, pending, no } = useAct(deleteTokens, {
    stale: [tokensKey],
    done: () => {
      tell(t("revoked", { n, names }), t("revokedMore", { n }));
      onRevoked();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("revokeTitle", { n, names })}
      act={t("revokeThem", { n })}
      pending={pending}
      problem={no?.message}
      consequences={[t("revokeEnds", { n }), t("revokeForGood")]}
      onConfirm={() => run({ ids: tokens.map((token) => String(token.id)) })}
    >
      {null}
    </Confirm>
  );
}
