"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Asking } from "./ask-why";
import { Faults } from "./faults";
import { startTyping } from "./focus";
import { CircleAlert } from "./icons";
import { Why } from "./why";

/** What is wrong, by the name of its field; what is wrong with none of them stands under "". */
export type Errors = Readonly<Record<string, string>>;

/**
 * A form whose fields find what is wrong with them by their name, and a summary above that leads to each. What was typed stays
 * when it is refused. `keep` names a draft: what is typed is there again after Back or a new sign-in, until `onSubmit` was
 * answered and the page calls `forgetDraft`. Passwords are never kept.
 */
export function Form({
  errors,
  early,
  why,
  onSubmit,
  keep,
  className = "flex flex-col gap-4",
  children,
}: {
  errors: Errors;
  /** What is wrong already while it is filled in: it stands at its fields alone. */
  early?: Errors;
  /** The question about access that explains what is wrong. */
  why?: Asking | undefined;
  onSubmit(data: FormData): void;
  keep?: string;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (keep && form.current) restore(form.current, keep);
  }, [keep]);
  useEffect(() => startTyping(form.current!), []);
  return (
    <form
      ref={form}
      noValidate
      className={className}
      onChange={() => keep && form.current && store(form.current, keep)}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      <Faults value={{ id, errors: { ...early, ...errors } }}>
        <Summary id={id} errors={errors} why={why} />
        {children}
      </Faults>
    </form>
  );
}

/** Everything that is wrong, each with a link to its field; it takes the focus when it comes. */
function Summary({ id, errors, why }: { id: string; errors: Errors; why: Asking | undefined }) {
  const t = useTranslations("ui");
  const box = useRef<HTMLElement>(null);
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  const said = Object.entries(errors);
  const key = JSON.stringify(errors);
  useEffect(() => {
    const names = Object.keys(JSON.parse(key) as Errors);
    if (names.length === 0) return;
    const labelOf = (name: string) => {
      const field = fieldOf(id, name);
      const word = field?.labels?.[0] ?? field?.querySelector("legend");
      return word?.textContent || field?.ariaLabel || "";
    };
    setLabels(Object.fromEntries(names.map((name) => [name, labelOf(name)])));
    box.current?.focus();
  }, [key, id]);
  if (said.length === 0) return null;
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={t("errors", { n: said.length })}
      className="flex gap-2 rounded-md border border-deny px-3 py-2 text-table"
    >
      <CircleAlert size={16} aria-hidden className="mt-px flex-none text-deny" />
      <ul className="min-w-0 flex-1">
        {said.map(([name, message]) => (
          <li key={name}>
            {labels[name] ? (
              <a
                href={`#${id}-${name}`}
                className="underline underline-offset-2"
                onClick={(event) => {
                  event.preventDefault();
                  fieldOf(id, name)?.focus();
                }}
              >
                {labels[name]}: {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
      {why && <Why question={why} className="-my-1.5 flex-none" />}
    </section>
  );
}

const fieldOf = (id: string, name: string) => document.getElementById(`${id}-${name}`) as HTMLInputElement | null;

const place = (keep: string) => `confer-draft-${keep}`;

function store(form: HTMLFormElement, keep: string): void {
  const secret = new Set([...form.querySelectorAll<HTMLInputElement>("[type=password]")].map((input) => input.name));
  const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret.has(name));
  sessionStorage.setItem(place(keep), JSON.stringify(typed));
}

/** Only text comes back: boxes and choices are the page's own state. */
function restore(form: HTMLFormElement, keep: string): void {
  const typed = JSON.parse(sessionStorage.getItem(place(keep)) ?? "[]") as [string, string][];
  for (const [name, value] of typed) {
    const field = form.elements.namedItem(name);
    const isText =
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement && !field.checked && field.type !== "radio" && field.type !== "checkbox");
    if (isText && field.value === field.defaultValue) field.value = value;
  }
}

export const forgetDraft = (keep: string): void => sessionStorage.removeItem(place(keep));
