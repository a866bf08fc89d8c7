"use client";

import { type ReactNode, useRef, useState } from "react";
import type { Answer } from "@/lib/actions/answer";
import { PreviewLines } from "./preview";
import { Confirm } from "./ui/dialog";
import { SelectField } from "./ui/field";
import { followChosen } from "./ui/focus";
import { useAct } from "./use-act";
import { type Step, usePreview } from "./use-preview";
import { rolesKey } from "./words/role-book";

type Named = { id: number; name: string };
type Props<C extends Named> = {
  open: boolean;
  onClose(): void;
  of: Named;
  /** Somebody depends on it: then another has to take its place. */
  isUsed: boolean;
  choices: readonly C[];
  words: { title: string; act: string; uses: string; replacement: string; choose: string; missing: string };
  /** What comes of it where nobody depends on it. */
  consequences: string[];
  hint?: string | undefined;
  /** Who depends on it. */
  users: ReactNode;
  /** The choices as options. */
  options: ReactNode;
  /** What the chosen one brings. */
  says?(replacement: C): ReactNode;
  /** What putting the chosen one in its place would be. */
  weigh(by: number): Step;
  remove(by: number | null): Promise<Answer<object>>;
  done(replacement: C | undefined): void;
};

/** Asks before a role or a policy goes. Where somebody depends on it, another takes its place: then nobody is left without. */
export function ReplacedDelete<C extends Named>({ open, onClose, of, isUsed, choices, words, ...rest }: Props<C>) {
  const { consequences, hint, users, options, says, weigh, remove, done } = rest;
  const [by, setBy] = useState("");
  const [missed, setMissed] = useState(false);
  const follow = useRef(() => {});
  const replacement = choices.find((one) => String(one.id) === by);
  const weighed = usePreview(open && isUsed && replacement ? [weigh(replacement.id)] : null);
  const act = useAct(remove, {
    stale: [rolesKey],
    done: () => {
      done(replacement);
      follow.current();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={() => {
        act.reset();
        setMissed(false);
        onClose();
      }}
      title={words.title}
      act={words.act}
      pending={act.pending}
      problem={act.no?.message}
      why={act.no?.why}
      armed={weighed.armed}
      consequences={isUsed ? [] : consequences}
      name={isUsed ? of.name : undefined}
      onConfirm={() => {
        if (isUsed && !replacement) return setMissed(true);
        follow.current = followChosen();
        void act.run(replacement?.id ?? null);
      }}
    >
      {isUsed && (
        <>
          <p>{words.uses}</p>
          {users}
          <div className="mt-3 text-ink">
            <SelectField
              label={words.replacement}
              hint={hint}
              value={by}
              error={missed && !replacement ? words.missing : undefined}
              onChange={(event) => setBy(event.target.value)}
            >
              <option value="">{words.choose}</option>
              {options}
            </SelectField>
          </div>
          {replacement && says?.(replacement)}
          {replacement && (
            <div className="mt-3 text-ink">
              <PreviewLines of={weighed} />
            </div>
          )}
        </>
      )}
    </Confirm>
  );
}
