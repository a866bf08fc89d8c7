/** The look of whatever takes a line of text. */
export const inputClass =
  "w-full h-8 max-sm:h-10 px-2 rounded-md border border-edge bg-raised text-ink text-body aria-invalid:border-deny";
