"use client";

import { useTranslations } from "next-intl";
import { startTransition, useOptimistic, useRef, useState } from "react";
import { useRead, useStore } from "@/components/reading";
import { openInAddress, useAddress } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button";
import { Grid3x3 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { noPart, usePart } from "@/components/ui/list/use-part";
import { Empty, PageHead } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { packed } from "@/components/words/packed";
import { useResourceWords } from "@/components/words/resource";
import { Answer } from "./answer";
import { type Choice, findMethods, findPeople, findThings } from "./choices";
import { Picker } from "./picker";
import { type Asked, answerKey, askedIn, readAnswer, SHOWN, thingOf, whatIdOf, whoIdOf } from "./queries";

const ChangePanel = later(async () => (await import("./change-panel")).ChangePanel);

/** What an address cannot say of what it names: what that is called, by its id. */
export type Called = { readonly [id: string]: string };

const who = ["member", "listed", "token"] as const;
const what = ["thing", "model", "diagram"] as const;
const openChange = () => openInAddress("change", "1");
const without = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, ""]));

/** Who, which method, on what: in any combination, all of it in the address. */
export function AccessPage({ called }: { called: Called }) {
  const t = useTranslations("access");
  const address = useAddress();
  const store = useStore();
  const { nameOf, kindOf } = useResourceWords();
  const part = usePart(SHOWN);
  // The address follows what was chosen: Next draws the whole page for it.
  const [asked, ask] = useOptimistic({ ...askedIn(address.get), search: part.search, start: part.start });
  const [chosen, setChosen] = useState<Called>({});
  const names = { ...called, ...chosen };
  const read = useRead(answerKey(asked), () => readAnswer(asked), { keep: true });
  const { of } = asked;
  const explained = read.data?.kind === "why" ? read.data.explained : null;
  const offered = explained?.offered ?? [];
  const nameIn = (id: string, told = "") => id && (names[id] || told);
  const person = asked.member === "me" ? t("me") : nameIn(whoIdOf(asked), explained?.person ?? asked.listed);
  const name = nameIn(whatIdOf(asked), explained?.thing);
  const place = thingOf(asked);
  const thingIn = (inside: boolean) =>
    place && "resourceId" in place
      ? nameOf({ type: place.resourceType, resourceId: place.resourceId, name }, inside)
      : name;
  const thing = thingIn(false);
  // Until it is answered, what stands there is about the question before.
  const about = useRef({ asked, person, thing: thingIn(true) });
  if (!read.reading) about.current = { asked, person, thing: thingIn(true) };
  const put = (set: { [name: string]: string }) => {
    const next = { ...asked, ...set, owning: false, search: "", start: 0 };
    startTransition(() => {
      ask(next);
      address.set({ ...set, owning: null, ...noPart, change: null }, "push");
    });
    // Asked before anything is drawn, yet after the address was set: what Next draws for that waits for the answer then.
    store.ahead(answerKey(next), () => readAnswer(next));
  };
  const kinds = { nameOf, kindOf, model: t("kindModel"), diagram: (model: string) => t("kindDiagram", { model }) };
  const pick = (group: readonly string[]) => (choice: Choice) => {
    setChosen((was) => ({ ...was, [choice.id]: choice.name }));
    put({ ...without(group), ...choice.set });
  };
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="access">
        <Link href={matrixOf(asked, person, thing)} className={buttonClass()}>
          <Grid3x3 size={16} aria-hidden /> {t("matrix")}
        </Link>
      </PageHead>
      <search className="mb-6 flex flex-wrap gap-4">
        <Picker
          label={t("person")}
          hint={t("findPerson")}
          chosen={person}
          find={(search) => findPeople(search, of, { me: t("me"), token: (name) => t("token", { name }) })}
          keyOf={(search) => ["access", "people", search, of]}
          onPick={pick(who)}
          onClear={() => put(without(who))}
        />
        <Picker
          label={t("method")}
          hint={t("findMethod")}
          chosen={asked.method}
          find={findMethods}
          keyOf={(search) => ["access", "methods", search]}
          onPick={pick(["method"])}
          onClear={() => put(without(["method"]))}
        />
        <Picker
          label={t("thing")}
          hint={t("findThing")}
          chosen={thing}
          find={(search) => findThings(search, of, kinds)}
          keyOf={(search) => ["access", "things", search, of]}
          onPick={pick(what)}
          onClear={() => put(without(what))}
        />
      </search>
      <Shown
        of={read}
        what={t("what")}
        isEmpty={read.data?.kind === "nothing"}
        empty={<Empty title={t("askTitle")}>{t("ask")}</Empty>}
        rows={4}
      >
        <div aria-live="polite" aria-busy={read.reading}>
          {read.data && <Answer answered={read.data} {...about.current} part={part} onChange={openChange} />}
        </div>
      </Shown>
      <ChangePanel
        open={address.get("change") !== null && offered.length > 0}
        onClose={() => address.close("change")}
        of={{ offered, person: explained?.person ?? person, several: explained?.several ?? "" }}
      />
    </>
  );
}

/** The table of everyone by every environment or threat model, narrowed to who and what is asked about here. */
function matrixOf({ member, listed, model, method, thing: key }: Asked, person: string, thing: string): string {
  const cut = key.indexOf(":");
  const [type, id] = [key.slice(0, cut), key.slice(cut + 1)];
  const params = new URLSearchParams({ view: "matrix" });
  if ((Number(member) > 0 || listed) && person) params.set("q", person);
  if (model || (!key && method.startsWith("threatmodel."))) params.set("above", "models");
  if (model && thing) params.set("env", thing);
  if (type === "ENV" && id !== "*" && thing) params.set("env", thing);
  if (type === "ENV_GROUP" && id !== "*") params.set("group", packed(id));
  return `/environments?${params}`;
}
