"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { CheckTree } from "@/components/ui/check-tree";
import { useDraft } from "@/components/ui/draft";
import { Check, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { ChangesBar } from "@/components/words/changes-bar";
import { DraftNote } from "@/components/words/draft-note";
import {
  type RoleBook as Book,
  changesOf,
  policiesOf,
  type Role,
  rolesKey,
  sumOf,
  type Template,
  undoing,
} from "@/components/words/role-book";
import { addRole, deleteRole, editRole } from "@/lib/actions/roles";
import { type Refusal, usePolicyNodes } from "./policy-nodes";

type Written = { name: string; description: string; notify: boolean; policyIds: number[] };
type Props = {
  open: boolean;
  book: Book;
  /** The one to change; none makes a new one, `like` another where that is given. */
  role?: Role;
  like?: Role | Template | undefined;
  onSaved(id: number): void;
  onClose(): void;
};

/**
 * Makes a role, or changes one in its place. The bar at the foot says what comes of it; nothing is kept of what is cancelled. Whoever acts
 * for an owner, as to whom a link leads here, can look at all of it, and is told of each policy why it is not theirs to put in.
 */
export function RoleForm({ book, role, like, onSaved, onClose }: Props) {
  const t = useTranslations("roles");
  const tell = useTell();
  const stale = useStale();
  const draft = useDraft<Written>(`role-${book.owner.uid}-${role?.id ?? "new"}`, beginning(t, role, like));
  const { value, change } = draft;
  const act = role ? "users.collaboration.EditRole" : "users.collaboration.AddRole";
  const refusal = useOwnersOnly(act);
  const chosen = useMemo(() => new Set(value.policyIds.map(String)), [value.policyIds]);
  const input = (of: Written) => ({
    name: of.name,
    description: of.description,
    policies: of.policyIds.map(String),
    receiveNotification: of.notify,
  });
  const { run, pending, errors, why } = useAct(
    (of: Written) => (role ? editRole({ id: role.id, ...input(of) }) : addRole(input(of))),
    {
      stale: [rolesKey],
      done: ({ role: saved }) => {
        draft.forget();
        const undo = role ? () => editRole({ id: role.id, ...input(role) }) : () => deleteRole({ id: saved.id });
        tell(t(role ? "saved" : "added", { name: saved.name }), undefined, {
          undo: undoing<unknown>(undo, () => stale([rolesKey])),
        });
        onSaved(saved.id);
      },
    },
  );
  const close = () => {
    draft.forget();
    onClose();
  };
  const weighed = usePreview(
    role && draft.changed ? [{ verb: "editRole", input: { id: role.id, ...input(value) } }] : null,
  );
  const methodsOf = (ids: readonly number[]) => sumOf(policiesOf(ids, book.policies)).allowed;
  const after = methodsOf(value.policyIds);
  return (
    <Form
      errors={errors}
      early={wrongIn(weighed)}
      why={why}
      onSubmit={() => (role && !draft.changed ? close() : weighed.armed && !refusal && run(value))}
      className="flex flex-col gap-4"
    >
      <h2 className="text-why font-semibold break-words">{role ? t("editOf", { name: role.name }) : t("add")}</h2>
      <DraftNote draft={draft} changedElsewhere={role !== undefined} />
      <TextField
        label={t("name")}
        name="name"
        value={value.name}
        maxLength={255}
        readOnly={refusal !== undefined}
        autoFocus
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t("description")}
        name="description"
        value={value.description}
        maxLength={1000}
        readOnly={refusal !== undefined}
        onChange={(event) => change({ description: event.target.value })}
      />
      <Check
        checked={value.notify}
        aria-disabled={refusal ? true : undefined}
        onChange={(event) => !refusal && change({ notify: event.target.checked })}
      >
        {t("lettersAbout")}
      </Check>
      <CheckTree
        label={t("policies")}
        search={t("searchPolicies")}
        name="policies"
        nodes={usePolicyNodes(book.policies, value.policyIds, refusal)}
        chosen={chosen}
        onChange={(ids) => change({ policyIds: [...ids].map(Number).sort((a, b) => a - b) })}
      />
      <ChangesBar
        says={role ? null : t("willAllow", { n: after.size })}
        {...changesOf(methodsOf(role?.policyIds ?? []), after)}
        concerns={role ? t("concerns", { n: role.members }) : ""}
        preview={role && draft.changed && <PreviewLines of={weighed} beside={["name", "description", "policies"]} />}
      >
        <Button onClick={close}>{t("cancel")}</Button>
        <Refusable
          type="submit"
          look="primary"
          pending={pending}
          refused={refusal?.refused}
          why={refusal?.why}
          aria-disabled={!weighed.armed}
        >
          {role ? t("save") : t("add")}
        </Refusable>
      </ChangesBar>
    </Form>
  );
}

type Say = ReturnType<typeof useTranslations<"roles">>;

function beginning(t: Say, role: Role | undefined, like: Role | Template | undefined): Written {
  const from = role ?? like;
  if (!from) return { name: "", description: "", notify: false, policyIds: [] };
  const { description, notify } = from;
  const policyIds = [...from.policyIds].sort((a, b) => a - b);
  return { name: role ? role.name : t("copyOf", { name: from.name }), description, notify, policyIds };
}

/** What only the owner can do; undefined in one's own account. */
function useOwnersOnly(method: string): Refusal | undefined {
  const refused = useOnlyOwner();
  const why = useWhyNot()(method);
  return refused === undefined ? undefined : { refused, why };
}
