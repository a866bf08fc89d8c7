"use client";

import { useFormatter, useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { TwoColumns, useChosen } from "@/components/ui/chosen";
import { useCommands } from "@/components/ui/commands";
import { focusWhenThere } from "@/components/ui/focus";
import { ArrowLeft, Lock, Plus } from "@/components/ui/icons";
import { Empty, PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Shown, useForced } from "@/components/ui/states";
import { useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { BookList } from "@/components/words/book-list";
import {
  type RoleBook as Book,
  bookKey,
  policiesOf,
  type Role,
  type RoleLike,
  readBook,
  sumOf,
  type Template,
} from "@/components/words/role-book";
import { CompareRoles, RoleForm } from "./parts";

// Drawn on the server like the rest, yet only whoever chose one brings the code.
const fetchView = async () => ({ default: (await import("./role-view")).RoleView });
const RoleView = lazy(fetchView);

/** What the address says of the chosen role. */
const besides = ["edit", "with", "from"] as const;
const none = { edit: null, with: null, from: null };

/** An owner's roles and the ready-made ones at the left, the chosen one at the right. `ownerUid`: of whom, for who acts for them. */
export function RoleBook({ ownerUid }: { ownerUid?: number | undefined }) {
  const t = useTranslations("roles");
  const read = useRead(bookKey(ownerUid), () => readBook(ownerUid));
  const { chosen, choose } = useChosen("role");
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const forced = useForced();
  const book = read.data && { ...read.data, roles: forced === "empty" ? [] : read.data.roles };
  const make = () => choose("new");
  useCommands(onlyOwner ? [] : [{ id: "add", word: t("add"), keys: "c", icon: Plus, run: make }]);
  const add = (
    <Refusable id="add" look="primary" refused={onlyOwner} why={whyNot("users.collaboration.AddRole")} onClick={make}>
      <Plus size={16} aria-hidden /> {t("add")}
    </Refusable>
  );
  return (
    <>
      <div className="print:hidden">
        <PageHead title={t("title")} says={t("says")} about="roles" aside={chosen !== null}>
          {add}
        </PageHead>
        {book && !book.own && (
          <p className="mb-6 flex gap-2 border-y border-line py-3 text-muted">
            <Lock size={16} aria-hidden className="mt-0.5 flex-none" />
            {t("actFor", { name: book.owner.name })}
          </p>
        )}
      </div>
      <Shown
        of={read}
        what={t("what")}
        isEmpty={book?.roles.length === 0}
        empty={
          <>
            <Empty title={t("emptyTitle")} action={add}>
              {t("empty")}
            </Empty>
            <div className="mt-6">{book && <Columns book={book} ownerUid={ownerUid} />}</div>
          </>
        }
      >
        {book && <Columns book={book} ownerUid={ownerUid} />}
      </Shown>
    </>
  );
}

type Props = { book: Book; ownerUid: number | undefined };

function Columns({ book, ownerUid }: Props) {
  const t = useTranslations("roles");
  const count = useTranslations("words");
  const format = useFormatter();
  const { chosen } = useChosen("role");
  const first = firstOf(book);
  const reach = (role: RoleLike) => {
    const made = policiesOf(role.policyIds, book.policies);
    const counts = [count("policies", { n: made.length }), count("methods", { n: sumOf(made).allowed.size })];
    return format.list(counts, { type: "unit" });
  };
  return (
    <TwoColumns
      chosen={chosen !== null}
      list={
        <BookList
          name="role"
          first={first}
          onNear={() => void fetchView()}
          without={besides}
          search={t("search")}
          nothing={t("noneFound")}
          groups={[
            {
              title: book.own ? t("yours") : t("theirs", { name: book.owner.name }),
              none: t("noneYet"),
              lines: book.roles.map((role) => ({
                value: String(role.id),
                name: role.name,
                note: reach(role),
                mark: (
                  <span className="inline-flex flex-none items-center gap-1 text-label whitespace-nowrap text-muted">
                    {role.lacking.length > 0 && <Lock size={12} role="img" aria-label={t("lacks")} />}
                    {role.members > 0 ? count("members", { n: role.members }) : t("unused")}
                  </span>
                ),
              })),
            },
            {
              title: t("readyMade"),
              none: t("noneYet"),
              lines: book.own
                ? book.templates.map((role) => ({ value: readyKey(role), name: role.name, note: reach(role) }))
                : [],
            },
          ].filter((group) => book.own || group.lines.length > 0)}
        />
      }
    >
      <Suspense>
        <Chosen book={book} ownerUid={ownerUid} />
      </Suspense>
    </TwoColumns>
  );
}

const readyKey = (role: Template): string => `ready-${role.key}`;
const keyOf = (role: Role | Template): string => ("id" in role ? String(role.id) : readyKey(role));
/** The one that is shown while none is chosen. */
const firstOf = ({ roles: [role], templates: [template] }: Book): string | null => {
  const first = role ?? template;
  return first ? keyOf(first) : null;
};

function Chosen({ book, ownerUid }: Props) {
  const t = useTranslations("roles");
  const address = useAddress();
  const { chosen, shown, choose } = useChosen("role", firstOf(book));
  const ownOf = (key: string | null) => book.roles.find((one) => String(one.id) === key);
  const find = (key: string | null) => ownOf(key) ?? book.templates.find((one) => readyKey(one) === key);
  const own = ownOf(shown);
  const role = find(shown);
  const others = [...book.roles, ...book.templates].filter((one) => one !== role);
  const endEdit = () => {
    address.close("edit");
    focusWhenThere("#edit");
  };
  const back = (
    <Button look="quiet" className="mb-2 -ms-3 md:hidden print:hidden" onClick={() => choose(null)}>
      <ArrowLeft size={16} aria-hidden className="rtl:-scale-x-100" /> {t("all")}
    </Button>
  );
  if (chosen === "new") {
    return (
      <RoleForm
        key={address.get("from")}
        open
        book={book}
        like={find(address.get("from"))}
        onSaved={(id) => {
          address.set({ role: id, ...none });
          focusWhenThere("#role-name");
        }}
        onClose={() => {
          address.set({ from: null });
          choose(null);
          focusWhenThere("#add");
        }}
      />
    );
  }
  if (!role) return <p className="py-2 text-muted">{chosen ? t("gone") : t("choose")}</p>;
  if (own && address.get("edit")) {
    return <RoleForm key={own.id} open book={book} role={own} onSaved={endEdit} onClose={endEdit} />;
  }
  const other = find(address.get("with"));
  if (other && other !== role) {
    return (
      <>
        {back}
        <CompareRoles
          open
          book={book}
          left={role}
          right={other}
          choices={others}
          onChoose={(one) => address.set({ with: keyOf(one) })}
          onClose={() => {
            address.close("with");
            focusWhenThere("#compare");
          }}
        />
      </>
    );
  }
  return (
    <>
      {back}
      <RoleView
        key={shown}
        role={role}
        book={book}
        ownerUid={ownerUid}
        onCopy={() => address.set({ role: "new", from: shown, edit: null, with: null }, "push")}
        onEdit={() => {
          address.set({ role: shown });
          address.open("edit", "1");
        }}
        onCompare={() => {
          address.set({ role: shown });
          address.open("with", keyOf(others[0]!));
        }}
        onGone={() => address.set({ role: null, ...none })}
      />
    </>
  );
}
