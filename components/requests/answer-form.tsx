"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem, SelectField, TextField } from "@/components/ui/field";
import { Ban, Check } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { declineRequest, grantRequest, type RequestLine } from "@/lib/actions/requests";
import { requestsKey } from "./queries";

/** Grants it in the smallest role that would do, with an end where one is wanted; or says no, and why. */
export function AnswerForm({ of: request }: { of: RequestLine }) {
  const t = useTranslations("requests");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const { id, roles, direct, self, asker } = request;
  const who = asker.name || asker.email;
  const [role, setRole] = useState(String(roles[0]?.id ?? ""));
  const [day, setDay] = useState("");
  const [reason, setReason] = useState<string | null>(null);
  const grant = useAct(grantRequest, { stale: [requestsKey], done: () => tell(t("isGranted", { who })) });
  const decline = useAct(declineRequest, { stale: [requestsKey], done: () => tell(t("isDeclined", { who })) });
  const no = grant.no ?? decline.no;
  if (self) return <p className="text-table text-muted">{t("own")}</p>;
  if (reason !== null) {
    return (
      <form
        className="flex max-w-md flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          decline.run({ id, reason, ...of });
        }}
      >
        <TextField
          label={t("reason")}
          hint={t("reasonHint", { who })}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        {no && <Problem why={no.why}>{no.message}</Problem>}
        <div className="flex gap-2">
          <Button type="submit" look="danger" pending={decline.pending}>
            {t("decline")}
          </Button>
          <Button onClick={() => setReason(null)}>{ui("cancel")}</Button>
        </div>
      </form>
    );
  }
  return (
    <form
      className="flex max-w-md flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        grant.run({ id, roleId: Number(role), ...(day === "" ? {} : { until: untilOf(day) }), ...of });
      }}
    >
      {roles.length === 0 ? (
        <p className="text-table text-muted">{t("noRole")}</p>
      ) : (
        <>
          <SelectField label={t("role")} value={role} onChange={(event) => setRole(event.target.value)}>
            {roles.map(({ id, name, extra }) => (
              <option key={id} value={id}>
                {t("roleExtra", { name, n: extra })}
              </option>
            ))}
          </SelectField>
          {direct ? (
            <p className="text-label text-muted">{t("noEndHere")}</p>
          ) : (
            <EndField label={t("until")} value={day} onChange={setDay} error={grant.at("until")} />
          )}
        </>
      )}
      {no && <Problem why={no.why}>{no.message}</Problem>}
      <div className="flex gap-2">
        {roles.length > 0 && (
          <Button type="submit" look="primary" pending={grant.pending}>
            <Check size={16} aria-hidden /> {t("grant")}
          </Button>
        )}
        <Button onClick={() => setReason("")}>
          <Ban size={16} aria-hidden /> {t("declineIt")}
        </Button>
      </div>
    </form>
  );
}
