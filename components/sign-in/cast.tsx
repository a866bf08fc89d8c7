"use client";

import { useTranslations } from "next-intl";
import { startTransition, useActionState } from "react";
import { Problem } from "@/components/ui/field";
import { demoSignInAction } from "@/lib/actions/sign-in";

const shows = {
  owner: "castOwner",
  member: "castMember",
  delegate: "castDelegate",
  invited: "castInvited",
  suspended: "castSuspended",
  stranger: "castStranger",
} as const;

type Shown = { key: keyof typeof shows; name: string };

/** The people of the demo, each a press away. */
export function Cast({ people, next }: { people: Shown[]; next: string }) {
  const t = useTranslations("signin");
  const [state, act, pending] = useActionState(demoSignInAction, { step: "password", no: null });
  return (
    <form
      method="post"
      action="/api/sign-in"
      aria-busy={pending}
      onSubmit={(event) => {
        event.preventDefault();
        const pressed = (event.nativeEvent as SubmitEvent).submitter;
        const form = new FormData(event.currentTarget, pressed);
        startTransition(() => act(form));
      }}
    >
      <h2 className="mb-1 text-table font-medium">{t("demo")}</h2>
      <input type="hidden" name="next" value={next} />
      <ul className="divide-y divide-line border-y border-line">
        {people.map(({ key, name }) => (
          <li key={key}>
            <button
              type="submit"
              name="key"
              value={key}
              className="-mx-2 block w-[calc(100%+16px)] rounded-md px-2 py-2 text-start text-table hover:bg-sunken"
            >
              <span className="font-medium text-accent">{name}</span>{" "}
              <span className="text-muted">{t(shows[key])}</span>
            </button>
          </li>
        ))}
      </ul>
      {state.no && <Problem>{state.no.message}</Problem>}
    </form>
  );
}
