"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CalendarClock } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import { momentOf } from "@/components/words/day";
import { EXTEND_DAYS, extended } from "@/components/words/end-day";
import { editToken } from "@/lib/actions/tokens";
import { type Token, tokensKey } from "./queries";

/** Gives a token that ends soon, or has ended, a month more in one press. */
export function ExtendToken({ token }: { token: Token }) {
  const t = useTranslations("sharing");
  const tell = useTell();
  const no = useNo();
  const { description: name } = token;
  const { run, pending } = useAct(editToken, {
    stale: [tokensKey],
    done: () => tell(t("extended", { name, n: EXTEND_DAYS })),
  });
  const more = () => new Date(extended(momentOf(token.ends).toISOString()));
  return (
    <Button
      pending={pending}
      aria-label={t("extendNamed", { name, n: EXTEND_DAYS })}
      onClick={() =>
        run({ id: token.id, expiresAt: more() }, { onError: (error) => tell(t("nothingChanged"), no(error)?.message) })
      }
    >
      <CalendarClock size={16} aria-hidden /> {t("extend", { n: EXTEND_DAYS })}
    </Button>
  );
}
