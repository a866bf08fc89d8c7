"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { arrange } from "@/components/ui/list/arrange";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { menuLater } from "@/components/ui/menu";
import { Empty, PageHead } from "@/components/ui/page";
import { Moment, momentOf } from "@/components/words/day";
import { End, endsSoon } from "@/components/words/end";
import { useResourceWords } from "@/components/words/resource";
import { shownKey } from "@/components/words/shown-key";
import { readTokens, type Token, tokensKey } from "./queries";

const ExtendToken = later(async () => (await import("./extend-token")).ExtendToken);
const TokenPanel = later(async () => (await import("./token-panel")).TokenPanel);
const ManyTokens = later(async () => (await import("./many-tokens")).ManyTokens);
const TokenMenu = menuLater(async () => (await import("./token-menu")).TokenMenu);
const RevokeTokens = later(async () => (await import("./revoke")).RevokeTokens);

const keyOf = (token: Token) => String(token.id);
const nameOf = (token: Token) => token.description;
const leadsTo = (token: Token) => ["token", String(token.id)] as const;

/** My keys for programs. */
export function TokenList() {
  const t = useTranslations("tokens");
  const address = useAddress();
  const list = useList({ sort: "name" });
  const tokens = useRead(tokensKey, readTokens);
  const [revoking, setRevoking] = useState<readonly Token[]>([]);
  const { rows, total } = useMemo(
    () =>
      arrange(tokens.data ?? [], list, {
        text: (token) => `${token.description} ${token.last4} ${token.template}`,
        sorts: {
          name: (token) => token.description,
          mayDo: (token) => token.methods.length,
          used: (token) => token.lastUsed,
          ends: (token) => token.ends,
        },
      }),
    [tokens.data, list],
  );
  const open = address.get("token");
  const make = () => address.open("token", "new");
  useCommands([{ id: "make", word: t("make"), keys: "c", icon: Plus, run: make }]);
  const button = (
    <Button look="primary" onClick={make}>
      <Plus size={16} aria-hidden /> {t("make")}
    </Button>
  );
  const named = (keys: Iterable<string>) => {
    const wanted = new Set(keys);
    return (tokens.data ?? []).filter((token) => wanted.has(keyOf(token)));
  };
  // A token that is gone opens nothing.
  const [shown] = named(open ? [open] : []);
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="tokens">
        {tokens.data?.length !== 0 && button}
      </PageHead>
      <ListFrame
        list={list}
        id="tokens"
        label={t("title")}
        what={t("what")}
        of={tokens}
        rows={rows}
        total={total}
        keyOf={keyOf}
        nameOf={nameOf}
        columns={useColumns()}
        leadsTo={leadsTo}
        bulk={(chosen) => <ManyTokens {...chosen} onRevoke={(keys) => setRevoking(named(keys))} />}
        menu={(token) => (
          <TokenMenu
            label={t("actionsFor", { name: token.description })}
            token={token}
            onRevoke={() => setRevoking([token])}
          />
        )}
        empty={
          <Empty title={t("emptyTitle")} action={button}>
            {t("emptySays")}
          </Empty>
        }
      />
      <TokenPanel
        open={open === "new" || shown !== undefined}
        token={shown ?? null}
        onClose={() => address.close("token")}
        onRevoke={(token) => setRevoking([token])}
      />
      <RevokeTokens
        open={revoking.length > 0}
        tokens={revoking}
        onClose={() => setRevoking([])}
        onRevoked={() => {
          setRevoking([]);
          list.choose([]);
          if (open) address.close("token");
        }}
      />
    </>
  );
}

function useColumns(): ColumnOf<Token>[] {
  const t = useTranslations("tokens");
  const words = useTranslations("words");
  const { inShort } = useResourceWords();
  return useMemo(
    (): ColumnOf<Token>[] => [
      {
        id: "name",
        word: t("token"),
        sort: "up",
        cell: (token) => (
          <>
            <span className="block font-medium break-words">
              <bdi>{token.description}</bdi>
            </span>
            <bdi className="block font-mono text-label text-muted">{shownKey(token.last4)}</bdi>
          </>
        ),
      },
      {
        id: "mayDo",
        word: t("mayDo"),
        sort: "down",
        phone: true,
        cell: (token) => (
          <>
            {words("methods", { n: token.methods.length })}
            {token.template && <span className="block text-label text-muted">{token.template}</span>}
          </>
        ),
      },
      {
        id: "on",
        word: t("on"),
        cell: ({ resources }) =>
          resources.length === 0 ? <span className="text-muted">{t("everything")}</span> : inShort(resources),
      },
      {
        id: "used",
        word: t("lastUsed"),
        sort: "down",
        phone: true,
        cell: (token) =>
          token.lastUsed ? (
            <>
              <Moment at={token.lastUsed} />
              {token.lastIp && (
                <span className="block text-label text-muted">
                  {t.rich("from", { ip: () => <bdi className="font-mono">{token.lastIp}</bdi> })}
                </span>
              )}
            </>
          ) : (
            <span className="text-muted">{t("neverUsed")}</span>
          ),
      },
      {
        id: "ends",
        word: t("ends"),
        sort: "up",
        phone: true,
        cell: (token) => {
          const ends = momentOf(token.ends).toISOString();
          return (
            <span className="flex flex-col items-start gap-1">
              <End at={ends} />
              {endsSoon(ends) && <ExtendToken token={token} />}
            </span>
          );
        },
      },
    ],
    [t, words, inShort],
  );
}
