"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CheckTree, type Node } from "@/components/ui/check-tree";
import { useDraft } from "@/components/ui/draft";
import { Check, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { CircleMinus } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { ChangesBar } from "@/components/words/changes-bar";
import { DraftNote } from "@/components/words/draft-note";
import { shortName } from "@/components/words/methods";
import {
  type RoleBook as Book,
  changesOf,
  type Policy,
  policiesOf,
  type Role,
  rolesKey,
  sumOf,
  type Template,
  undoing,
} from "@/components/words/role-book";
import { addRole, deleteRole, editRole } from "@/lib/actions/roles";

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

/** Makes a role, or changes one in its place. The bar at the foot says what comes of it; nothing is kept of what is cancelled. */
export function RoleForm({ book, role, like, onSaved, onClose }: Props) {
  const t = useTranslations("roles");
  const tell = useTell();
  const stale = useStale();
  const draft = useDraft<Written>(`role-${book.owner.uid}-${role?.id ?? "new"}`, beginning(t, role, like));
  const { value, change } = draft;
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
      why={why}
      onSubmit={() => (role && !draft.changed ? close() : weighed.armed && run(value))}
      className="flex flex-col gap-4"
    >
      <h2 className="text-why font-semibold break-words">{role ? t("editOf", { name: role.name }) : t("add")}</h2>
      <DraftNote draft={draft} changedElsewhere={role !== undefined} />
      <TextField
        label={t("name")}
        name="name"
        value={value.name}
        maxLength={255}
        autoFocus
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t("description")}
        name="description"
        value={value.description}
        maxLength={1000}
        onChange={(event) => change({ description: event.target.value })}
      />
      <Check checked={value.notify} onChange={(event) => change({ notify: event.target.checked })}>
        {t("lettersAbout")}
      </Check>
      <CheckTree
        label={t("policies")}
        search={t("searchPolicies")}
        name="policies"
        nodes={useNodes(book.policies)}
        chosen={chosen}
        onChange={(ids) => change({ policyIds: [...ids].map(Number).sort((a, b) => a - b) })}
      />
      <ChangesBar
        says={role ? null : t("willAllow", { n: after.size })}
        {...changesOf(methodsOf(role?.policyIds ?? []), after)}
        concerns={role ? t("concerns", { n: role.members }) : ""}
        preview={role && draft.changed && <PreviewLines of={weighed} />}
      >
        <Button onClick={close}>{t("cancel")}</Button>
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {role ? t("save") : t("add")}
        </Button>
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

/** The policies as a tree: one's own, then the system's in its groups. */
function useNodes(policies: readonly Policy[]): Node[] {
  const t = useTranslations("roles");
  const count = useTranslations("words");
  const leaf = (policy: Policy): Node => ({
    id: String(policy.id),
    word: policy.name,
    text: `${policy.description} ${policy.methods.join(" ")}`,
    note: (
      <>
        {policy.behavior === "DENY" && (
          <Badge tone="deny" icon={CircleMinus}>
            {t("denial")}
          </Badge>
        )}{" "}
        <Tag>{count("methods", { n: policy.methods.length })}</Tag>
        {policy.description && (
          <span className="block text-label text-muted">
            <bdi>{policy.description}</bdi>
          </span>
        )}
      </>
    ),
    inside: (
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
        {policy.methods.map((method) => (
          <li key={method} className="font-mono text-label break-all text-muted" title={method}>
            {shortName(method)}
          </li>
        ))}
      </ul>
    ),
  });
  const own = policies.filter((policy) => !policy.isSystem).map(leaf);
  const system = branches(
    policies.filter((policy) => policy.isSystem),
    [],
    leaf,
  );
  return own.length > 0 ? [{ id: "own", word: t("ownPolicies"), children: own }, ...system] : system;
}

/** Those below `path`: groups of more, and policies that stand there themselves. */
function branches(policies: readonly Policy[], path: readonly string[], leaf: (policy: Policy) => Node): Node[] {
  const here = policies.filter((policy) => policy.path.length === path.length);
  const deeper = policies.filter((policy) => policy.path.length > path.length);
  const names = [...new Set(deeper.map((policy) => policy.path[path.length]!))];
  return [
    ...names.map((name) => ({
      id: `group ${[...path, name].join("/")}`,
      word: name,
      children: branches(
        deeper.filter((policy) => policy.path[path.length] === name),
        [...path, name],
        leaf,
      ),
    })),
    ...here.map(leaf),
  ];
}
