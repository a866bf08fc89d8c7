"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useRef } from "react";
import { AskAccess } from "@/components/requests/ask-access";
import { useAddress } from "@/components/ui/address";
import { CircleX } from "@/components/ui/icons";
import { Section } from "@/components/ui/page";
import { Explanation } from "@/components/words/explanation";
import { Methods } from "@/components/words/methods";
import { type Answered, type Asked, whoIn } from "./queries";
import { Reaches } from "./reaches";
import { type Part, WhoMay } from "./who-may";

type Props = { asked: Asked; person: string; thing: string; part: Part; onChange(): void };

export function Answer({ answered, ...about }: Props & { answered: Answered }) {
  const t = useTranslations("access");
  const { person, thing } = about;
  // The sentence stands there at once, and the rest when there is time for it.
  const last = useDeferredValue(answered);
  switch (answered.kind) {
    case "nothing":
      return null;
    case "refused":
      return (
        <p className="flex items-center gap-2 border-y border-line py-4 text-body text-deny">
          <CircleX size={20} aria-hidden className="flex-none" /> {answered.secret ? t("secret") : answered.why}
        </p>
      );
    case "why":
      return (
        <>
          <GoBack allowed={answered.explained.allowed} />
          <Explanation
            of={answered.explained}
            below={last.kind === "why" ? last.explained : null}
            onChange={about.onChange}
            ask={<AskAccess lack={answered.explained.lack} className="ms-7 mt-3 self-start" />}
          />
        </>
      );
    case "may":
      return (
        <Section title={t("whatMay", { who: whoIn(about.asked), name: person, thing })}>
          {answered.methods.length === 0 ? (
            <p className="text-table text-muted">{t("whatMayNone", { who: whoIn(about.asked), name: person })}</p>
          ) : (
            <Methods names={answered.methods} />
          )}
        </Section>
      );
    case "who":
      return <WhoMay {...about} found={answered} />;
    case "reaches":
      return <Reaches {...about} found={answered} />;
  }
}

/** Whoever was sent here from a page they might not see goes on there as soon as they may. */
function GoBack({ allowed }: { allowed: boolean }) {
  const back = useAddress().get("back");
  const router = useRouter();
  const began = useRef(allowed);
  useEffect(() => {
    // Only to a page of this house, and not to one that refused for another reason.
    if (allowed && !began.current && back && /^\/[^/\\]/.test(back)) router.replace(back);
  }, [allowed, back, router]);
  return null;
}
