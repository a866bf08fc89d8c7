"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { PreviewLines } from "@/components/preview";
import { newRequestId } from "@/components/request-id";
import { Button } from "@/components/ui/button";
import { CheckTree, type Node } from "@/components/ui/check-tree";
import { Confirm } from "@/components/ui/dialog";
import { Check, Choices as Group, TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { TriangleAlert } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useWished } from "@/components/ui/wished";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { Day, momentOf } from "@/components/words/day";
import { End, endsSoon } from "@/components/words/end";
import { byService, shortName } from "@/components/words/methods";
import { type ResourceItem, useResourceWords } from "@/components/words/resource";
import { createToken, editToken, regenerateToken } from "@/lib/actions/tokens";
import type { Choices } from "./choices";
import { ExtendToken } from "./extend-token";
import { type Token, tokensKey } from "./queries";

/** Days from now; a token always has an end (S-41). */
const DAYS = [7, 30, 90, 366] as const;
const FIRST = 30;
const LONG = 366;

type Props = {
  token: Token | null;
  choices: Choices;
  onKey(key: string): void;
  onClose(): void;
  onRevoke(token: Token): void;
};

export function TokenForm({ token, choices, onKey, onClose, onRevoke }: Props) {
  const t = useTranslations("tokens");
  const tell = useTell();
  const [requestId] = useState(newRequestId);
  const { put, take } = useWished();
  const [template, setTemplate] = useState(
    token ? (put || take ? "" : token.template) : (choices.templates[0]?.name ?? ""),
  );
  const [methods, setMethods] = useState<ReadonlySet<string>>(
    () => new Set([...(token?.methods ?? []), ...(put ? [put] : [])].filter((method) => method !== take)),
  );
  const [limited, setLimited] = useState((token?.resources.length ?? 0) > 0);
  const [places, setPlaces] = useState<ReadonlySet<string>>(new Set(token?.resources.map(placeKey)));
  const [days, setDays] = useState<number | null>(token ? null : FIRST);
  const [opened] = useState(Date.now);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const make = useAct(createToken, {
    stale: [tokensKey],
    done: (made) => {
      forgetDraft("token");
      onKey(made.token.key);
    },
  });
  const edit = useAct(editToken, {
    stale: [tokensKey],
    done: () => {
      tell(t("saved", { name: token?.description ?? "" }), t("savedMore"));
      onClose();
    },
  });
  const expiresAt = days === null ? null : new Date(opened + days * 86_400_000 - 60_000);
  const weighed = usePreview(token && expiresAt ? [{ verb: "editToken", input: { id: token.id, expiresAt } }] : null);
  const { errors: refused } = token ? edit : make;
  const errors = Object.keys(missing).length > 0 ? missing : refused;
  const send = (form: FormData) => {
    const description = String(form.get("description") ?? "");
    const lacking = {
      ...(description.trim() ? {} : { description: t("sayWhat") }),
      ...(template === "" && methods.size === 0 ? { apiList: t("chooseMethod") } : {}),
      ...(limited && places.size === 0 ? { resources: t("choosePlace") } : {}),
    };
    setMissing(lacking);
    if (Object.keys(lacking).length > 0 || !weighed.armed) return;
    const terms = {
      ...(template ? { tokenTemplate: template } : { apiList: [...methods] }),
      ...(expiresAt ? { expiresAt } : {}),
    };
    const resources = limited ? [...places] : ["*"];
    if (token) edit.run({ id: token.id, description, resources, ...terms });
    else make.run({ requestId, description, ...terms, ...(limited ? { resources } : {}) });
  };
  const ends = token && momentOf(token.ends).toISOString();
  return (
    <>
      {token && ends && endsSoon(ends) && (
        <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 text-table">
          <End at={ends} />
          <ExtendToken token={token} />
        </p>
      )}
      <Form
        errors={errors}
        early={wrongIn(weighed)}
        onSubmit={send}
        {...(token ? {} : { keep: "token" })}
        className="flex flex-col gap-6"
      >
        <TextField
          label={t("whatFor")}
          name="description"
          maxLength={255}
          autoComplete="off"
          defaultValue={token?.description}
        />
        <Group label={t("mayDo")} error={errors.tokenTemplate}>
          {choices.templates.map((one) => (
            <Check
              key={one.name}
              type="radio"
              name="template"
              checked={template === one.name}
              onChange={() => setTemplate(one.name)}
            >
              {one.name} <Count n={one.methods.length} />
            </Check>
          ))}
          <Check type="radio" name="template" checked={template === ""} onChange={() => setTemplate("")}>
            {t("ownMethods")}
          </Check>
        </Group>
        {template === "" && (
          <MethodTree methods={choices.methods} chosen={methods} onChange={setMethods} error={errors.apiList} />
        )}
        <Group label={t("on")}>
          <Check type="radio" name="limited" checked={!limited} onChange={() => setLimited(false)}>
            {t("everythingLong")}
          </Check>
          <Check type="radio" name="limited" checked={limited} onChange={() => setLimited(true)}>
            {t("onlyThese")}
          </Check>
        </Group>
        {limited && (
          <PlaceTree
            places={withOwn(choices.places, token?.resources ?? [])}
            chosen={places}
            onChange={setPlaces}
            error={errors.resources}
          />
        )}
        <Group label={t("endsAfter")} hint={t("endsHint")} error={errors.expiresAt ?? wrongIn(weighed).expiresAt}>
          {token && (
            <Check type="radio" name="days" checked={days === null} onChange={() => setDays(null)}>
              {t.rich("keepEnd", { day: () => <Day at={token.ends} /> })}
            </Check>
          )}
          {DAYS.map((n) => (
            <Check key={n} type="radio" name="days" checked={days === n} onChange={() => setDays(n)}>
              {n === LONG ? t("aYear") : <Days n={n} />}
            </Check>
          ))}
          {days === LONG && (
            <p className="flex gap-1.5 text-table text-wait">
              <TriangleAlert size={16} aria-hidden className="mt-px flex-none" />
              <span>{t("aYearWarns")}</span>
            </p>
          )}
        </Group>
        {token && expiresAt && <PreviewLines of={weighed} beside={["expiresAt"]} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" pending={make.pending || edit.pending} aria-disabled={!weighed.armed}>
            {token ? t("save") : t("make")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </Form>
      {token && <EndOfKey token={token} onKey={onKey} onRevoke={onRevoke} />}
    </>
  );
}

/** A new key, or no key any more. */
function EndOfKey({
  token,
  onKey,
  onRevoke,
}: {
  token: Token;
  onKey(key: string): void;
  onRevoke(token: Token): void;
}) {
  const t = useTranslations("tokens");
  const [asks, setAsks] = useState(false);
  const renew = useAct(regenerateToken, { stale: [tokensKey], done: (made) => onKey(made.token.key) });
  return (
    <div className="mt-8 flex flex-wrap gap-2 border-t border-line pt-5">
      <Button onClick={() => setAsks(true)}>{t("renew")}</Button>
      <Button look="danger" onClick={() => onRevoke(token)}>
        {t("revoke")}
      </Button>
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={t("renewTitle", { name: token.description })}
        act={t("renew")}
        look="primary"
        pending={renew.pending}
        problem={renew.no?.message}
        consequences={[t("renewEnds"), t("renewKeeps")]}
        onConfirm={() => renew.run({ id: token.id })}
      >
        {null}
      </Confirm>
    </div>
  );
}

function Count({ n }: { n: number }) {
  const words = useTranslations("words");
  return <span className="text-muted">{words("methods", { n })}</span>;
}

function Days({ n }: { n: number }) {
  return useTranslations("words")("days", { n });
}

type TreeProps = {
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
  error?: string | undefined;
};

function MethodTree({ methods, ...rest }: TreeProps & { methods: Choices["methods"] }) {
  const t = useTranslations("tokens");
  const words = useTranslations("words");
  const nodes = useMemo((): Node[] => {
    const reads = new Set(methods.filter((method) => method.isSafe).map((method) => method.name));
    return byService(methods.map((method) => method.name)).map(([service, names]) => ({
      id: service,
      word: service,
      mono: true,
      children: names.map((name) => ({
        id: name,
        word: shortName(name),
        text: name,
        mono: true,
        note: reads.has(name) ? words("readsOnly") : undefined,
      })),
    }));
  }, [methods, words]);
  return <CheckTree label={t("methods")} nodes={nodes} {...rest} />;
}

function PlaceTree({ places, ...rest }: TreeProps & { places: readonly ResourceItem[] }) {
  const t = useTranslations("tokens");
  const { nameOf, kindOf } = useResourceWords();
  const nodes = places.map((place): Node => ({ id: placeKey(place), word: nameOf(place), note: kindOf(place) }));
  return <CheckTree label={t("places")} nodes={nodes} {...rest} />;
}

/** As a token's limits spell it. */
const placeKey = ({ type, resourceId }: ResourceItem): string => `${type}:${resourceId}`;

/** What the token is limited to stands among the choices, also where it is gone meanwhile. */
const withOwn = (places: readonly ResourceItem[], own: readonly ResourceItem[]): ResourceItem[] => [
  ...places,
  ...own.filter((one) => !places.some((place) => placeKey(place) === placeKey(one))),
];
