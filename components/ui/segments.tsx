"use client";

import { useId } from "react";

/** One of a few, side by side: radio buttons that look like one control. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onChoose,
  visible = false,
}: {
  label: string;
  /** Null for none of them. */
  value: T | null;
  choices: readonly { value: T; word: string }[];
  onChoose(value: T): void;
  /** Whether the label is seen, too. */
  visible?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={visible ? "mb-1 text-label font-medium" : "sr-only"}>{label}</legend>
      <div className="inline-flex max-w-full flex-wrap rounded-md border border-edge bg-raised p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex h-7 items-center rounded-md px-3 text-table select-none has-checked:bg-accent has-checked:font-medium has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-10"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
              className="sr-only"
            />
            {choice.word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
