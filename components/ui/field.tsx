"use client";

import { type ComponentProps, type ReactNode, useContext, useId } from "react";
import { Faults } from "./faults";
import { inputClass } from "./input-class";
import { Problem } from "./problem";

export { inputClass, Problem };

type Frame = { label: ReactNode; hint?: ReactNode; error?: string | null | undefined };

/** In a `Form` a field finds what is wrong with it by its name, and is found by the summary. */
function useFrame({ hint, error: own, name }: Omit<Frame, "label"> & { name?: string | undefined }) {
  const alone = useId();
  const form = useContext(Faults);
  const id = form && name ? `${form.id}-${name}` : alone;
  const error = own ?? (name ? form?.errors[name] : undefined);
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return {
    id,
    error,
    control: { id, "aria-describedby": described, "aria-invalid": error ? true : undefined } as const,
  };
}

function Framed({ id, label, hint, error, children }: Frame & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-label font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-label text-muted">
          {hint}
        </p>
      )}
      {error && <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
}

/** A line of text with its label, its hint and what was wrong with it. Works before the page's scripts do. */
export function TextField({ label, hint, error, className = "", ...rest }: Frame & ComponentProps<"input">) {
  const { id, control, error: wrong } = useFrame({ hint, error, name: rest.name });
  return (
    <Framed id={id} label={label} hint={hint} error={wrong}>
      <input type="text" {...rest} {...control} className={`${inputClass} ${className}`} />
    </Framed>
  );
}

/** Several lines of text. */
export function TextArea({ label, hint, error, className = "", ...rest }: Frame & ComponentProps<"textarea">) {
  const { id, control, error: wrong } = useFrame({ hint, error, name: rest.name });
  return (
    <Framed id={id} label={label} hint={hint} error={wrong}>
      <textarea rows={3} {...rest} {...control} className={`${inputClass} h-auto! py-1.5 ${className}`} />
    </Framed>
  );
}

/** The platform's own list of choices: on a phone nothing is better. */
export function SelectField({ label, hint, error, children, ...rest }: Frame & ComponentProps<"select">) {
  const { id, control, error: wrong } = useFrame({ hint, error, name: rest.name });
  return (
    <Framed id={id} label={label} hint={hint} error={wrong}>
      <select {...rest} {...control} className={inputClass}>
        {children}
      </select>
    </Framed>
  );
}

/** Several choices under one label. */
export function Choices({
  label,
  hint,
  error: own,
  name,
  children,
}: Frame & { name?: string | undefined; children: ReactNode }) {
  const { id, error } = useFrame({ error: own, name });
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className="flex min-w-0 flex-col gap-1"
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="mb-1 text-label font-medium">{label}</legend>
      {hint && <p className="text-label text-muted">{hint}</p>}
      {children}
      {error && <Problem id={`${id}-error`}>{error}</Problem>}
    </fieldset>
  );
}

export function Check({ children, ...rest }: ComponentProps<"input"> & { children: ReactNode }) {
  return (
    <label className="flex min-h-6 items-start gap-2 py-0.5 text-table max-sm:min-h-10 max-sm:items-center">
      <input type="checkbox" {...rest} className="mt-px max-sm:mt-0" />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
