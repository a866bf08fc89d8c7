"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { PreviewLines } from "@/components/preview";
import { useRead, useStale } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { CheckTree, type Node } from "@/components/ui/check-tree";
import { useDraft } from "@/components/ui/draft";
import { Check, Choices, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Shown } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { useWished } from "@/components/ui/wished";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { ChangesBar } from "@/components/words/changes-bar";
import { DraftNote } from "@/components/words/draft-note";
import { Safety, servicesOf } from "@/components/words/method-map";
import { shortName } from "@/components/words/methods";
import {
  type RoleBook as Book,
  type CatalogueEntry,
  catalogueKey,
  changesOf,
  type Policy,
  readCatalogue,
  rolesKey,
  undoing,
} from "@/components/words/role-book";
import { useServiceWords } from "@/components/words/services";
import { addPolicy, deletePolicy, editPolicy } from "@/lib/actions/policies";

type Written = Pick<Policy, "name" | "description" | "behavior" | "methods">;
type Props = {
  open: boolean;
  book: Book;
  /** The one to change; none makes a new one, `like` another where that is given. */
  policy?: Policy;
  like?: Policy | undefined;
  onSaved(id: number): void;
  onClose(): void;
};

const writtenOf = ({ name, description, behavior, methods }: Policy): Written => ({
  name,
  description,
  behavior,
  methods: [...methods].sort(),
});

/** Makes a policy, or changes one in its place. The bar at the foot says what comes of it; nothing is kept of what is cancelled. */
export function PolicyForm({ book, policy, like, onSaved, onClose }: Props) {
  const t = useTranslations("policies");
  const tell = useTell();
  const stale = useStale();
  const catalogue = useRead(catalogueKey, readCatalogue);
  const fresh: Written = policy
    ? writtenOf(policy)
    : like
      ? { ...writtenOf(like), name: t("copyOf", { name: like.name }) }
      : { name: "", description: "", behavior: "ALLOW", methods: [] };
  const draft = useDraft(`policy-${book.owner.uid}-${policy?.id ?? "new"}`, fresh);
  const { value, change } = draft;
  const { put, take } = useWished();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wished for is written in once, and is the reader's own from then on
  useEffect(() => {
    if (!put && !take) return;
    const others = value.methods.filter((method) => method !== put && method !== take);
    change({ methods: put ? [...others, put].sort() : others });
  }, [put, take]);
  const chosen = useMemo(() => new Set(value.methods), [value.methods]);
  const { run, pending, errors, why } = useAct(
    (of: Written) => (policy ? editPolicy({ id: policy.id, ...of }) : addPolicy(of)),
    {
      stale: [rolesKey],
      done: ({ policy: saved }) => {
        draft.forget();
        const undo = policy
          ? () => editPolicy({ id: policy.id, ...writtenOf(policy) })
          : () => deletePolicy({ id: saved.id });
        tell(t(policy ? "saved" : "added", { name: saved.name }), undefined, {
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
  const roles = policy ? book.roles.filter((role) => role.policyIds.includes(policy.id)).length : 0;
  const weighed = usePreview(
    policy && draft.changed ? [{ verb: "editPolicy", input: { id: policy.id, ...value } }] : null,
  );
  const { more, fewer } = changesOf(new Set(policy?.methods), chosen);
  return (
    <Form
      errors={errors}
      early={wrongIn(weighed)}
      why={why}
      onSubmit={() => (policy && !draft.changed ? close() : weighed.armed && run(value))}
      className="flex flex-col gap-4"
    >
      <h2 className="text-why font-semibold break-words">{policy ? t("editOf", { name: policy.name }) : t("add")}</h2>
      <DraftNote draft={draft} changedElsewhere={policy !== undefined} />
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
      <Choices label={t("behavior")}>
        {(["ALLOW", "DENY"] as const).map((behavior) => (
          <Check
            key={behavior}
            type="radio"
            name="behavior"
            value={behavior}
            checked={value.behavior === behavior}
            onChange={() => change({ behavior })}
          >
            {t(behavior === "ALLOW" ? "allowThem" : "denyThem")}
            {behavior === "DENY" && <span className="block text-label text-muted">{t("denyWins")}</span>}
          </Check>
        ))}
      </Choices>
      <Shown of={catalogue} what={t("whatMethods")} isEmpty={false} empty={null} rows={12}>
        <CheckTree
          label={t("methods")}
          search={t("searchMethods")}
          name="methods"
          hint={t("methodsHint")}
          nodes={useNodes(catalogue.data ?? [])}
          chosen={chosen}
          onChange={(methods) => change({ methods: [...methods].sort() })}
        />
      </Shown>
      <ChangesBar
        says={policy ? null : t("willHold", { n: chosen.size })}
        more={more}
        fewer={fewer}
        concerns={policy ? t("inRolesNow", { n: roles }) : ""}
        preview={policy && draft.changed && <PreviewLines of={weighed} beside={["name", "description", "methods"]} />}
      >
        <Button onClick={close}>{t("cancel")}</Button>
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {policy ? t("save") : t("add")}
        </Button>
      </ChangesBar>
    </Form>
  );
}

/** The catalogue as a tree by service; what no policy can hold stands there too, and says so. */
function useNodes(catalogue: readonly CatalogueEntry[]): Node[] {
  const t = useTranslations("policies");
  const nameOf = useServiceWords();
  return servicesOf(catalogue).map(([service, entries]) => ({
    id: `service ${service}`,
    word: nameOf(service),
    note: <span className="inline-block font-mono text-label break-all text-muted">{service}</span>,
    children: entries.map((entry) => ({
      id: entry.name,
      word: shortName(entry.name),
      text: `${entry.name} ${nameOf(service)}`,
      mono: true,
      note: <Safety isSafe={entry.isSafe} />,
      refused: entry.shareable ? undefined : t("notShareable"),
    })),
  }));
}
