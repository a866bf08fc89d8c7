"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import { AskAccess } from "@/components/requests/ask-access";
import { useAddress } from "@/components/ui/address";
import { CircleX } from "@/components/ui/icons";
import { Section } from "@/components/ui/page";
import { Explanation } from "@/components/words/explanation";
import { Methods } from "@/components/words/methods";
import { type Answered, type Asked, type Explained, whoIn } from "./queries";
import { Reaches } from "./reaches";
import { SaveCsv } from "./save-csv";
import { type Part, WhoMay } from "./who-may";

type Props = { asked: Asked; person: string; thing: string; part: Part; onChange(): void };

export function Answer({ answered, ...about }: Props & { answered: Answered }) {
  const t = useTranslations("access");
  const { person, thing } = about;
  // The sentence stands there at once, and the rest when there is time for it.
  const last = useDeferredValue(answered);
  const csv = useMemo(
    () => last.kind === "why" && <SaveCsv name="why.csv" rowsOf={async () => rowsOf(last.explained)} />,
    [last],
  );
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
            besides={csv}
            ask={<AskAccess lack={answered.explained.lack} className="ms-7 mt-3 self-start" />}
          />
        </>
      );
    case "may":
      return (
        <Section
          title={t("whatMay", { who: whoIn(about.asked), name: person, thing })}
          aside={
            answered.methods.length > 0 && (
              <SaveCsv
                name="what-may.csv"
                rowsOf={async () => [["method"], ...answered.methods.map((name) => [name])]}
              />
            )
          }
        >
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

/** The answer, its way and what else was weighed: a line a step. */
const rowsOf = ({ allowed, verdict, because, chain, weighed }: Explained): string[][] => {
  const lines = (part: string, steps: Explained["chain"]) =>
    steps.map(({ step, counted, text }) => [part, step, counted ? "yes" : "no", text]);
  return [
    ["part", "step", "counts", "text"],
    ["answer", "", allowed ? "yes" : "no", `${verdict} – ${because}`],
    ...lines("chain", chain),
    ...lines("weighed", weighed),
  ];
};

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
