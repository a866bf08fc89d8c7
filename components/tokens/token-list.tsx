"use client";

import { useState } from "react";
import { useSeeded } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Empty, PageHead } from "@/components/ui/page";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { Day } from "@/components/words/day";
import type { MethodChoice } from "@/components/words/method-picker";
import { count, Methods } from "@/components/words/methods";
import { deleteTokens } from "@/lib/actions/tokens";
import { readTokens, type Template, type Token, tokensKey } from "./queries";

const TokenForm = later(async () => (await import("./token-form")).TokenForm);

/** My keys for programs. */
export function TokenList({ templates, methods }: { templates: Template[]; methods: MethodChoice[] }) {
  const data = useSeeded(tokensKey, readTokens);
  const [making, setMaking] = useState(false);
  return (
    <>
      <PageHead title="Tokens" says="Keys for programs that act in your name. A token can do no more than you can.">
        <Button look="primary" onClick={() => setMaking(true)}>
          <Plus size={16} aria-hidden /> Make token
        </Button>
      </PageHead>
      {data.length === 0 ? (
        <Empty title="No tokens yet.">A token holds the methods you choose and ends on a day you choose.</Empty>
      ) : (
        <Table label="Tokens">
          <Head>
            <Column>Token</Column>
            <Column wide>May do</Column>
            <Column wide>Ends</Column>
            <Column wide>Last used</Column>
            <Column end>
              <span className="sr-only">Actions</span>
            </Column>
          </Head>
          <tbody>
            {data.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </tbody>
        </Table>
      )}
      <TokenForm open={making} onClose={() => setMaking(false)} templates={templates} methods={methods} />
    </>
  );
}

function TokenRow({ token }: { token: Token }) {
  const [revoking, setRevoking] = useState(false);
  const tell = useTell();
  const { run, pending, no } = useAct(deleteTokens, {
    stale: [tokensKey],
    done: () => tell(`The token ${token.description} is revoked.`, "Its key ended at once."),
  });
  const mayDo = (
    <details>
      <summary className="text-accent">{count(token.methods.length, "method")}</summary>
      <div className="mt-2 max-w-md">
        <Methods names={token.methods} />
      </div>
    </details>
  );
  const lastUsed = token.lastUsed ? <Day at={token.lastUsed} /> : "never";
  return (
    <Row>
      <Cell heads>
        <span className="block font-medium break-words">{token.description}</span>
        <span className="block font-mono text-label text-muted">…{token.last4}</span>
        {token.resources.length > 0 && (
          <span className="block text-label text-muted">only on {token.resources.join(", ")}</span>
        )}
        <div className="mt-1 text-muted sm:hidden">
          <p>
            ends <Day at={token.ends} />, used {lastUsed}
          </p>
          {mayDo}
        </div>
      </Cell>
      <Cell wide>
        {mayDo}
        {token.template && <span className="text-muted">{token.template}</span>}
      </Cell>
      <Cell wide>
        <Day at={token.ends} />
      </Cell>
      <Cell wide className="text-muted">
        {lastUsed}
      </Cell>
      <Cell end className="py-[3px]!">
        <Button look="quiet" onClick={() => setRevoking(true)} aria-label={`Revoke ${token.description}`}>
          Revoke
        </Button>
        <Confirm
          open={revoking}
          onClose={() => setRevoking(false)}
          title={`Revoke ${token.description}?`}
          act="Revoke token"
          pending={pending}
          problem={no?.message}
          onConfirm={() => run({ ids: [String(token.id)] })}
        >
          <p>Whatever program uses it stops working at once. This cannot be undone.</p>
        </Confirm>
      </Cell>
    </Row>
  );
}
