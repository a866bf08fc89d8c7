"use client";

import { useFormatter, useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TwoColumns, useChosen } from "@/components/ui/chosen";
import { useCommands } from "@/components/ui/commands";
import { focusWhenThere } from "@/components/ui/focus";
import { ArrowLeft, CircleMinus, Plus, ShieldCheck } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Empty, PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Shown, useForced } from "@/components/ui/states";
import { useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { BookList } from "@/components/words/book-list";
import { type RoleBook as Book, bookKey, type Policy, readBook } from "@/components/words/role-book";
import { PolicyForm } from "./parts";

// Drawn on the server like the rest, yet only whoever chose one brings the code.
const fetchView = async () => ({ default: (await import("./policy-view")).PolicyView });
const PolicyView = lazy(fetchView);

const MustHold = later(async () => (await import("./must-hold")).MustHold);

/** What the address says of the chosen policy. */
const besides = ["edit", "from"] as const;
const none = { edit: null, from: null };

/** An owner's policies and the system's at the left, the chosen one at the right. `ownerUid`: of whom, for who acts for them. */
export function PolicyBook({ ownerUid }: { ownerUid?: number | undefined }) {
  const t = useTranslations("policies");
  const read = useRead(bookKey(ownerUid), () => readBook(ownerUid));
  const { chosen, choose } = useChosen("policy");
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const address = useAddress();
  const forced = useForced();
  const book = read.data && {
    ...read.data,
    policies: read.data.policies.filter((one) => one.isSystem || forced !== "empty"),
  };
  const make = () => choose("new");
  useCommands(onlyOwner ? [] : [{ id: "add", word: t("add"), keys: "c", icon: Plus, run: make }]);
  const add = (
    <Refusable id="add" look="primary" refused={onlyOwner} why={whyNot("users.collaboration.AddPolicy")} onClick={make}>
      <Plus size={16} aria-hidden /> {t("add")}
    </Refusable>
  );
  return (
    <>
      <div className="print:hidden">
        <PageHead title={t("title")} says={t("says")} about="policies" aside={chosen !== null}>
          <Button onClick={() => address.open("must", "hold")}>
            <ShieldCheck size={16} aria-hidden /> {t("mustHold")}
          </Button>
          {add}
        </PageHead>
      </div>
      <MustHold open={address.get("must") !== null} onClose={() => address.close("must")} />
      <Shown
        of={read}
        what={t("what")}
        isEmpty={book?.policies.every((one) => one.isSystem) ?? false}
        empty={
          <>
            <Empty title={t("emptyTitle")} action={add}>
              {t("empty")}
            </Empty>
            <div className="mt-6">{book && <Columns book={book} />}</div>
          </>
        }
      >
        {book && <Columns book={book} />}
      </Shown>
    </>
  );
}

function Columns({ book }: { book: Book }) {
  const t = useTranslations("policies");
  const count = useTranslations("words");
  const format = useFormatter();
  const { chosen } = useChosen("policy");
  const first = firstOf(book);
  const line = (policy: Policy) => {
    const roles = book.roles.filter((role) => role.policyIds.includes(policy.id)).length;
    return {
      value: String(policy.id),
      name: policy.name,
      note: format.list(
        [count("methods", { n: policy.methods.length }), roles > 0 ? t("inRoles", { n: roles }) : t("unused")],
        { type: "unit" },
      ),
      mark: policy.behavior === "DENY" && (
        <Badge tone="deny" icon={CircleMinus}>
          {t("denies")}
        </Badge>
      ),
    };
  };
  return (
    <TwoColumns
      chosen={chosen !== null}
      list={
        <BookList
          name="policy"
          first={first}
          onNear={() => void fetchView()}
          without={besides}
          search={t("search")}
          nothing={t("noneFound")}
          groups={[
            {
              title: book.own ? t("yours") : t("theirs", { name: book.owner.name }),
              none: t("noneYet"),
              lines: book.policies.filter((one) => !one.isSystem).map(line),
            },
            ...branches(book.policies).map(([path, policies]) => ({
              title: path ? t("systemOf", { path }) : t("system"),
              none: t("noneYet"),
              lines: policies.map(line),
            })),
          ]}
        />
      }
    >
      <Suspense>
        <Chosen book={book} />
      </Suspense>
    </TwoColumns>
  );
}

/** The system's policies by where they stand in the tree, those that stand at its root last. */
function branches(policies: readonly Policy[]): [path: string, policies: Policy[]][] {
  const found = new Map<string, Policy[]>();
  for (const policy of policies.filter((one) => one.isSystem)) {
    const path = policy.path.join(" / ");
    found.set(path, [...(found.get(path) ?? []), policy]);
  }
  return [...found].sort(([a], [b]) => Number(a === "") - Number(b === ""));
}

/** The one that is shown while none is chosen: one's own, else the first that stands in the list. */
const firstOf = ({ policies }: Book): string | null => {
  const first = policies.find((one) => !one.isSystem) ?? branches(policies)[0]?.[1][0];
  return first ? String(first.id) : null;
};

function Chosen({ book }: { book: Book }) {
  const t = useTranslations("policies");
  const address = useAddress();
  const { chosen, shown, choose } = useChosen("policy", firstOf(book));
  const find = (key: string | null) => book.policies.find((one) => String(one.id) === key);
  const policy = find(shown);
  if (book.own && chosen === "new") {
    const from = address.get("from");
    return (
      <PolicyForm
        key={from}
        open
        book={book}
        like={find(from)}
        onSaved={(id) => {
          address.set({ policy: id, ...none });
          focusWhenThere("#policy-name");
        }}
        onClose={() => {
          address.set({ from: null });
          choose(null);
          focusWhenThere("#add");
        }}
      />
    );
  }
  if (!policy) return <p className="py-2 text-muted">{chosen ? t("gone") : t("choose")}</p>;
  if (book.own && !policy.isSystem && address.get("edit")) {
    const close = () => {
      address.close("edit");
      focusWhenThere("#edit");
    };
    return <PolicyForm key={policy.id} open book={book} policy={policy} onSaved={close} onClose={close} />;
  }
  return (
    <>
      <Button look="quiet" className="mb-2 -ms-3 md:hidden print:hidden" onClick={() => choose(null)}>
        <ArrowLeft size={16} aria-hidden className="rtl:-scale-x-100" /> {t("all")}
      </Button>
      <PolicyView
        key={shown}
        policy={policy}
        book={book}
        onEdit={() => {
          address.set({ policy: shown });
          address.open("edit", "1");
        }}
        onCopy={() => address.set({ policy: "new", from: shown, edit: null }, "push")}
        onGone={() => address.set({ policy: null, ...none })}
      />
    </>
  );
}
