"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Problem, SelectField, TextField } from "@/components/ui/field";
import { Ban, Check } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { declineRequest, grantRequest, type RequestLine } from "@/lib/actions/requests";
import { requestsKey } from "./queries";

type Form = { of: RequestLine; onClose(): void };

/** Grants what would be enough, with an end where one is wanted, once it is said what that changes; or says no, and why. */
export function AnswerForm({ of: request }: { of: RequestLine }) {
  const t = useTranslations("requests");
  const [doing, setDoing] = useState<"grant" | "decline" | null>(null);
  const { self, enough, roles } = request;
  const onClose = () => setDoing(null);
  if (self) return <p className="text-table text-muted">{t("own")}</p>;
  if (doing === "grant") return <Grant of={request} onClose={onClose} />;
  if (doing === "decline") return <Decline of={request} onClose={onClose} />;
  const canGrant = enough || roles.length > 0;
  return (
    <>
      {!canGrant && <p className="text-table text-muted">{t("noRole")}</p>}
      <div className="flex gap-2">
        {canGrant && (
          <Button onClick={() => setDoing("grant")}>
            <Check size={16} aria-hidden /> {t("grantIt")}
          </Button>
        )}
        <Button onClick={() => setDoing("decline")}>
          <Ban size={16} aria-hidden /> {t("declineIt")}
        </Button>
      </div>
    </>
  );
}

function Grant({ of: request, onClose }: Form) {
  const t = useTranslations("requests");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const { id, roles, revives, enough, direct, asker } = request;
  const who = asker.name || asker.email;
  const [role, setRole] = useState(String(roles[0]?.id ?? ""));
  const [day, setDay] = useState("");
  const { run, pending, no, at } = useAct(grantRequest, {
    stale: [requestsKey],
    done: () => tell(t("isGranted", { who })),
  });
  const input = {
    id,
    ...(enough ? {} : { roleId: Number(role) }),
    ...(day === "" ? {} : { until: untilOf(day) }),
    ...of,
  };
  const weighed = usePreview([{ verb: "grantRequest", input }]);
  return (
    <form
      className="flex max-w-md flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (weighed.armed) run(input);
      }}
    >
      {revives && (
        <p className="text-table">{t(revives === "SUSPENDED" ? "revivesSuspended" : "revivesEnded", { who })}</p>
      )}
      {!enough && (
        <SelectField label={t("role")} value={role} onChange={(event) => setRole(event.target.value)}>
          {roles.map(({ id, name, extra }) => (
            <option key={id} value={id}>
              {t("roleExtra", { name, n: extra })}
            </option>
          ))}
        </SelectField>
      )}
      {direct ? (
        <p className="text-label text-muted">{t("noEndHere")}</p>
      ) : (
        <EndField
          label={t(revives ? "untilMember" : "until")}
          value={day}
          onChange={setDay}
          error={at("until") ?? wrongIn(weighed).until}
        />
      )}
      <PreviewLines of={weighed} beside={["until"]} />
      {no && no.field !== "until" && <Problem why={no.why}>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("grant")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}

function Decline({ of: { id, asker }, onClose }: Form) {
  const t = useTranslations("requests");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const who = asker.name || asker.email;
  const [reason, setReason] = useState("");
  const { run, pending, no } = useAct(declineRequest, {
    stale: [requestsKey],
    done: () => tell(t("isDeclined", { who })),
  });
  return (
    <form
      className="flex max-w-md flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        run({ id, reason, ...of });
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
        <Button type="submit" look="danger" pending={pending}>
          {t("decline")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
