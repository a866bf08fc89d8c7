"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Problem, SelectField, TextField } from "@/components/ui/field";
import { Ban, Check } from "@/components/ui/icons";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { Why } from "@/components/ui/why";
import { useAct } from "@/components/use-act";
import { useJudged } from "@/components/use-judged";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useActing, useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { declineRequest, grantRequest, type RequestLine } from "@/lib/actions/requests";
import { requestsKey } from "./queries";

type Form = { of: RequestLine; onClose(): void };

/** Grants what would be enough, with an end where one is wanted, once it is said what that changes; or says no, and why. */
export function AnswerForm({ of: request }: { of: RequestLine }) {
  const t = useTranslations("requests");
  const [doing, setDoing] = useState<"grant" | "decline" | null>(null);
  const of = useOf();
  const words = useTranslations("words");
  const owner = useActing()?.name || words("theOwner");
  const { id, self, enough, roles, beyond, revives } = request;
  const asks = of.ownerUid !== undefined && revives !== null && !self;
  // Whom it lets in again, a delegate may have to leave to the owner.
  const [judged] = useJudged(
    asks ? requestsKey : null,
    [{ verb: "grantRequest", input: { id, ...of } }],
    words("notYours"),
  );
  const onClose = () => setDoing(null);
  if (self) return <p className="text-table text-muted">{t("own")}</p>;
  if (doing === "grant") return <Grant of={request} onClose={onClose} />;
  if (doing === "decline") return <Decline of={request} onClose={onClose} />;
  const isTheirs = enough || roles.length > 0;
  return (
    <>
      {!isTheirs && (
        <p className="text-table text-muted">{t(beyond.length > 0 ? "noneToGive" : "noRole", { owner })}</p>
      )}
      {!isTheirs && <Beyond of={request} />}
      <div className="flex gap-2">
        {isTheirs && (
          <Refusable refused={judged?.refused} why={judged?.why} onClick={() => setDoing("grant")}>
            <Check size={16} aria-hidden /> {t("grantIt")}
          </Refusable>
        )}
        <Button onClick={() => setDoing("decline")}>
          <Ban size={16} aria-hidden /> {t("declineIt")}
        </Button>
      </div>
    </>
  );
}

/** What would do as well and is not theirs to give, as they do not hold all of it; each says what is lacking. */
function Beyond({ of: { beyond, thing } }: { of: RequestLine }) {
  const t = useTranslations("requests");
  const of = useOf();
  if (beyond.length === 0) return null;
  return (
    <ul aria-label={t("beyond")} className="max-w-prose text-table text-muted">
      {beyond.map(({ id, name, lacking, here }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <span className="min-w-0 break-words">
            {t("beyondRole", { role: name, n: lacking.length, first: here ?? lacking[0]! })}
          </span>
          {here && (
            <Why
              question={{ serviceMethod: here, resourceType: thing.type, resourceId: thing.resourceId, ...of }}
              label={t("whyNotHeld", { role: name })}
              className="h-7! flex-none"
            />
          )}
        </li>
      ))}
    </ul>
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
      {!enough && <Beyond of={request} />}
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
