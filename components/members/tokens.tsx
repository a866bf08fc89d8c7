import { useTranslations } from "next-intl";
import { Day } from "@/components/words/day";
import { shownKey } from "@/components/words/shown-key";
import type { MemberToken } from "@/lib/actions/pages";

/** Programs that act in a member's name, and can do something here. */
export function Tokens({ tokens }: { tokens: readonly MemberToken[] }) {
  const t = useTranslations("members");
  if (tokens.length === 0) return <p className="text-table text-muted">{t("noTokens")}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line text-table">
      {tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
          <span className="min-w-0">
            <span className="font-medium break-words">
              <bdi>{token.description}</bdi>
            </span>{" "}
            <bdi className="font-mono text-label text-muted">{shownKey(token.last4)}</bdi>
          </span>
          <span className="flex flex-wrap gap-x-4 text-muted">
            <span>{t("tokenMethods", { n: token.methods })}</span>
            <span>
              {token.lastUsed ? t.rich("tokenUsed", { day: () => <Day at={token.lastUsed!} /> }) : t("tokenNeverUsed")}
            </span>
            <span>{t.rich("tokenEnds", { day: () => <Day at={token.ends} /> })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
