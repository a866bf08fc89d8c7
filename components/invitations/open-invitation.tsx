"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { useRefused } from "@/components/ui/focus";
import { Link } from "@/components/ui/link";
import { useNo } from "@/components/use-act";
import { Day } from "@/components/words/day";
import { InOutbox } from "@/components/words/in-outbox";
import { resultOf } from "@/lib/actions/answer";
import { type ClosedInvitation as Closed, type OpenInvitation as Opened, readInvitation } from "@/lib/actions/pages";
import { registerAction } from "@/lib/actions/sign-in";
import { signOutHere } from "@/lib/actions/sign-out";
import { AnswerButtons } from "./answer-buttons";
import { AskAgain } from "./ask-again";
import { Offers } from "./offers";

type Read = { secret: string; invitation: Opened | null; closed: Closed | null };
type Seen = { at: "reading" } | { at: "fault"; error: unknown } | ({ at: "read" } & Read);

/**
 * The invitation a letter's link leads to. The secret stands behind the `#`, so it reaches no log; it is exchanged for what the
 * invitation is, and opening the page changes nothing (S-23). `given`: what the page has read already, for a reader whose
 * browser runs no scripts.
 */
export function OpenInvitation({ given, demo }: { given: Read | null; demo: boolean }) {
  const t = useTranslations("invitations");
  const noOf = useNo();
  const [seen, setSeen] = useState<Seen>(given ? { at: "read", ...given } : { at: "reading" });
  useEffect(() => {
    const read = () => {
      const secret = secretHere();
      if (given && !secret) return;
      const show = (now: Seen) => secret === secretHere() && setSeen(now);
      resultOf(readInvitation({ secret }))
        .then((found) => show({ at: "read", secret, ...found }))
        .catch((error) => show({ at: "fault", error }));
    };
    read();
    // The link of another letter, pasted over this one, loads nothing anew.
    const again = () => {
      setSeen({ at: "reading" });
      read();
    };
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, [given]);
  if (seen.at === "reading") {
    return (
      <Sheet title={t("title")}>
        <p className="text-muted">{t("opening")}</p>
      </Sheet>
    );
  }
  if (seen.at === "fault") {
    return (
      <Sheet title={t("title")}>
        <Problem>{noOf(seen.error)?.message}</Problem>
      </Sheet>
    );
  }
  const { secret, invitation, closed } = seen;
  if (invitation) return <Open key={secret} secret={secret} what={invitation} />;
  return <ClosedSheet secret={secret} what={closed} demo={demo} />;
}

const secretHere = () => window.location.hash.slice(1);

/** What became of an invitation whose link opens nothing any more, and what can be done now. */
function ClosedSheet({ secret, what, demo }: { secret: string; what: Closed | null; demo: boolean }) {
  const t = useTranslations("invitations");
  const home = (
    <Link href="/" className={buttonClass("plain", "self-start")}>
      {t("home")}
    </Link>
  );
  if (!what) {
    return (
      <Sheet title={t("closedTitle")}>
        <p className="text-muted">{t("closedSays")}</p>
        {home}
      </Sheet>
    );
  }
  const { why, from, reader } = what;
  if (why === "accepted") {
    return (
      <Sheet title={reader.as === "invited" ? t("alreadyTitle", { from }) : t("closedTitle")}>
        <p className="text-muted">{reader.as === "invited" ? t("alreadySays") : t("acceptedAlready")}</p>
        <Link href="/shared" className={buttonClass("primary", "h-10 self-start")}>
          {t("toShared")}
        </Link>
      </Sheet>
    );
  }
  return (
    <Sheet title={t(titles[why])}>
      <p className="text-muted">{t(reasons[why], { from })}</p>
      <AskAgain by={{ secret }} from={from} />
      {demo && <InOutbox />}
    </Sheet>
  );
}

const titles = {
  withdrawn: "withdrawnTitle",
  expired: "expiredTitle",
  replaced: "replacedTitle",
  rejected: "rejectedTitle",
} as const;
const reasons = {
  withdrawn: "withdrawnSays",
  expired: "expiredSays",
  replaced: "replacedSays",
  rejected: "rejectedSays",
} as const;

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
      <form
        method="post"
        action="/api/invitation/switch"
        onSubmit={async (event) => {
          event.preventDefault();
          setPending(true);
          await signOutHere();
          // Loads the page anew, with the secret still behind the #.
          window.location.reload();
        }}
      >
        <Button type="submit" pending={pending}>
          {t("signOut")}
        </Button>
      </form>
    </div>
  );
}

/** Somebody new: the invitation's secret shows that the address is theirs, so a name and a password are enough. */
function Register({ secret, to }: { secret: string; to: string }) {
  const t = useTranslations("invitations");
  const [state, act, pending] = useActionState(registerAction, { step: "password", no: null });
  const { no } = state;
  const form = useRefused(no);
  return (
    <form
      ref={form}
      method="post"
      action="/api/invitation/register"
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
        required
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
