"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useNo } from "@/components/use-act";
import { Day } from "@/components/words/day";
import { resultOf } from "@/lib/actions/answer";
import { type OpenInvitation as Opened, readInvitation } from "@/lib/actions/pages";
import { registerAction } from "@/lib/actions/sign-in";
import { signOutHere } from "@/lib/actions/sign-out";
import { AnswerButtons } from "./answer-buttons";
import { Offers } from "./offers";

type Seen =
  | { at: "reading" }
  | { at: "closed" }
  | { at: "fault"; error: unknown }
  | { at: "open"; secret: string; what: Opened };

/**
 * The invitation a letter's link leads to. The secret stands behind the `#`, so it reaches no log; it is exchanged for what the
 * invitation is, and opening the page changes nothing (S-23).
 */
export function OpenInvitation() {
  const t = useTranslations("invitations");
  const noOf = useNo();
  const [seen, setSeen] = useState<Seen>({ at: "reading" });
  useEffect(() => {
    const secret = window.location.hash.slice(1);
    resultOf(readInvitation({ secret }))
      .then(({ invitation }) => setSeen(invitation ? { at: "open", secret, what: invitation } : { at: "closed" }))
      .catch((error) => setSeen({ at: "fault", error }));
  }, []);
  switch (seen.at) {
    case "reading":
      return (
        <Sheet title={t("title")}>
          <p className="text-muted">{t("opening")}</p>
        </Sheet>
      );
    case "closed":
      return (
        <Sheet title={t("closedTitle")}>
          <p className="text-muted">{t("closedSays")}</p>
          <Link href="/" className={buttonClass("plain", "self-start")}>
            {t("home")}
          </Link>
        </Sheet>
      );
    case "fault":
      return (
        <Sheet title={t("title")}>
          <Problem>{noOf(seen.error)?.message}</Problem>
        </Sheet>
      );
    case "open":
      return <Open secret={seen.secret} what={seen.what} />;
  }
}

function Sheet({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <>
      <h1 className="text-title font-semibold">{title}</h1>
      {children}
    </>
  );
}

function Open({ secret, what }: { secret: string; what: Opened }) {
  const t = useTranslations("invitations");
  const { from, fromEmail, team, to, until, offers, reader } = what;
  return (
    <Sheet title={t("openTitle", { from })}>
      <p className="text-muted">
        {team ? t("openSaysTeam", { from: fromEmail, to, team }) : t("openSays", { from: fromEmail, to })}{" "}
        {offers.length > 0 && t("wouldGet")}
      </p>
      <Offers offers={offers} />
      {reader.as === "invited" && (
        <AnswerButtons
          id={what.collaborationId}
          from={from}
          onAnswered={(accepted) => window.location.assign(accepted ? "/shared" : "/")}
        />
      )}
      {reader.as === "other" && <SomebodyElse signedIn={reader.email} invited={to} />}
      {reader.as === "nobody" &&
        (reader.hasAccount ? (
          <div className="flex flex-col items-start gap-3">
            <p>{t("hasAccount", { to })}</p>
            <Link href="/sign-in?next=/invitations" className={buttonClass("primary", "h-10")}>
              {t("signInToAnswer")}
            </Link>
          </div>
        ) : (
          <Register secret={secret} to={to} />
        ))}
      <p className="text-label text-muted">{t.rich("openUntil", { day: () => <Day at={until} /> })}</p>
    </Sheet>
  );
}

function SomebodyElse({ signedIn, invited }: { signedIn: string; invited: string }) {
  const t = useTranslations("invitations");
  const [pending, setPending] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t("somebodyElse", { signedIn, invited })}</p>
      <Button
        pending={pending}
        onClick={async () => {
          setPending(true);
          await signOutHere();
          // Loads the page anew, with the secret still behind the #.
          window.location.reload();
        }}
      >
        {t("signOut")}
      </Button>
    </div>
  );
}

/** Somebody new: the invitation's secret shows that the address is theirs, so a name and a password are enough. */
function Register({ secret, to }: { secret: string; to: string }) {
  const t = useTranslations("invitations");
  const [state, act, pending] = useActionState(registerAction, { step: "password", no: null });
  const { no } = state;
  return (
    <form
      method="post"
      className="flex max-w-md flex-col gap-4"
      // Sent by hand: a form's own action empties its fields, and a refusal must lose nothing.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => act(form));
      }}
    >
      <h2 className="text-why font-semibold">{t("makeYourAccount")}</h2>
      <input type="hidden" name="key" value={secret} />
      <input type="hidden" name="next" value="/invitations" />
      <TextField label={t("email")} type="email" value={to} readOnly autoComplete="username" />
      <TextField
        label={t("name")}
        name="name"
        maxLength={255}
        autoComplete="name"
        error={no?.field === "name" ? no.message : undefined}
      />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={t("passwordHint")}
        error={no?.field === "password" ? no.message : undefined}
      />
      {no && no.field !== "name" && no.field !== "password" && <Problem>{no.message}</Problem>}
      <Button type="submit" look="primary" className="h-10 self-start" pending={pending}>
        {t("makeAndAnswer")}
      </Button>
    </form>
  );
}
