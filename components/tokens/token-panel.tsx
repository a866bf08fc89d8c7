"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Confirm, Panel } from "@/components/ui/dialog";
import { Failed, Skeleton } from "@/components/ui/states";
import { useNo } from "@/components/use-act";
import { choicesKey, readChoices } from "./choices";
import { NewKey } from "./new-key";
import type { Token } from "./queries";
import { TokenForm } from "./token-form";

/** Where a token is made, changed, and its key shown this once. `token` null: a new one. */
export function TokenPanel({
  open,
  token,
  onClose,
  onRevoke,
}: {
  open: boolean;
  token: Token | null;
  onClose(): void;
  onRevoke(token: Token): void;
}) {
  const t = useTranslations("tokens");
  const [key, setKey] = useState("");
  const [leaving, setLeaving] = useState(false);
  const stored = () => {
    setKey("");
    setLeaving(false);
    onClose();
  };
  return (
    <>
      <Panel
        wide
        open={open || key !== ""}
        onClose={() => (key ? setLeaving(true) : onClose())}
        title={key ? t("yourKey") : token ? token.description : t("make")}
        says={key ? t("yourKeySays") : undefined}
      >
        {key ? (
          <NewKey secret={key} onStored={stored} />
        ) : (
          open && <Choosing key={token?.id} token={token} onKey={setKey} onClose={onClose} onRevoke={onRevoke} />
        )}
      </Panel>
      <Confirm
        open={leaving}
        onClose={() => setLeaving(false)}
        title={t("leaveTitle")}
        act={t("leave")}
        pending={false}
        onConfirm={stored}
      >
        {t("leaveSays")}
      </Confirm>
    </>
  );
}

function Choosing(props: {
  token: Token | null;
  onKey(key: string): void;
  onClose(): void;
  onRevoke(token: Token): void;
}) {
  const t = useTranslations("tokens");
  const noOf = useNo();
  const { data, error, refetch } = useRead(choicesKey, readChoices);
  if (error) return <Failed what={t("choices")} reason={noOf(error)?.message} onRetry={() => void refetch()} />;
  return data ? <TokenForm {...props} choices={data} /> : <Skeleton what={t("choices")} />;
}
