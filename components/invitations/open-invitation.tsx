"use client";

import Link from "next/link";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { Day } from "@/components/words/day";
import { type No, noOf, resultOf } from "@/lib/actions/answer";
import { type OpenInvitation as Opened, readInvitation } from "@/lib/actions/pages";
import { registerAction } from "@/lib/actions/sign-in";
import { signOutHere } from "@/lib/actions/sign-out";
import { AnswerButtons } from "./answer-buttons";
import { Offers } from "./offers";

type Seen =
  | { at: "reading" }
  | { at: "closed" }
  | { at: "fault"; no: No }
  | { at: "open"; secret: string; what: Opened };

/**
 * The invitation a letter's link leads to. The secret stands behind the `#`, so it reaches no log; it is exchanged for what the
 * invitation is, and opening the page changes nothing (S-23).
 */
export function OpenInvitation() {
  const [seen, setSeen] = useState<Seen>({ at: "reading" });
  useEffect(() => {
    const secret = window.location.hash.slice(1);
    resultOf(readInvitation({ secret }))
      .then(({ invitation }) => setSeen(invitation ? { at: "open", secret, what: invitation } : { at: "closed" }))
      .catch((error) => setSeen({ at: "fault", no: noOf(error)! }));
  }, []);
  switch (seen.at) {
    case "reading":
      return (
        <Sheet title="Invitation">
          <p className="text-muted">Opening the invitation…</p>
        </Sheet>
      );
    case "closed":
      return (
        <Sheet title="This invitation is closed">
          <p className="text-muted">
            It was answered, withdrawn, sent again with a newer link, or it is older than seven days. If you wait for
            one, ask whoever invited you to send it again.
          </p>
          <Link href="/" className={buttonClass("plain", "self-start")}>
            Go to Confer
          </Link>
        </Sheet>
      );
    case "fault":
      return (
        <Sheet title="Invitation">
          <Problem>{seen.no.message}</Problem>
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
  const { from, fromEmail, team, to, until, offers, reader } = what;
  return (
    <Sheet title={`${from} invites you to work together`}>
      <p className="text-muted">
        {fromEmail} invites {to}
        {team && ` into the team ${team}`}.{offers.length > 0 && " This is what you would get:"}
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
            <p>{to} has an account here. Sign in with it to answer.</p>
            <Link href="/sign-in?next=/invitations" className={buttonClass("primary", "h-10")}>
              Sign in to answer
            </Link>
          </div>
        ) : (
          <Register secret={secret} to={to} />
        ))}
      <p className="text-label text-muted">
        Open until <Day at={until} />. If you did not expect this, close the page: nothing happens.
      </p>
    </Sheet>
  );
}

function SomebodyElse({ signedIn, invited }: { signedIn: string; invited: string }) {
  const [pending, setPending] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <p>
        You are signed in as {signedIn}, and this invitation is for {invited}. Sign out to answer it.
      </p>
      <Button
        pending={pending}
        onClick={async () => {
          setPending(true);
          await signOutHere();
          // Loads the page anew, with the secret still behind the #.
          window.location.reload();
        }}
      >
        Sign out
      </Button>
    </div>
  );
}

/** Somebody new: the invitation's secret shows that the address is theirs, so a name and a password are enough. */
function Register({ secret, to }: { secret: string; to: string }) {
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
      <h2 className="text-why font-semibold">Make your account</h2>
      <input type="hidden" name="key" value={secret} />
      <input type="hidden" name="next" value="/invitations" />
      <TextField label="E-mail address" type="email" value={to} readOnly autoComplete="username" />
      <TextField
        label="Your name"
        name="name"
        maxLength={255}
        autoComplete="name"
        error={no?.field === "name" ? no.message : undefined}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 15 characters. Several words are easy to remember and hard to guess."
        error={no?.field === "password" ? no.message : undefined}
      />
      {no && no.field !== "name" && no.field !== "password" && <Problem>{no.message}</Problem>}
      <Button type="submit" look="primary" className="h-10 self-start" pending={pending}>
        Make account and answer
      </Button>
    </form>
  );
}
