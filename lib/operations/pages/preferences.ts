import { z } from "zod";
import { findPreferences, saveLanguage, savePreferences } from "../../../db/preferences";
import type { PreferenceRow } from "../../../db/schema";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

const MOST_DISMISSED = 200;
const MOST_LISTS = 20;
const MOST_COLUMNS = 30;

const key = z.string().regex(/^[a-zA-Z0-9._-]{1,60}$/);
const shape = {
  theme: z.enum(["light", "dark", "system"]),
  palette: z.enum(["usual", "colourblind"]),
  /** Null: whatever the browser asks for. */
  language: z.enum(["en", "de", "ar", "xx"]).nullable(),
  shortcuts: z.enum(["on", "off"]),
  /** Keys of hints that were closed. */
  dismissed: z.array(key).max(MOST_DISMISSED),
  /** List → the columns shown, in order. */
  columns: z
    .record(key, z.array(key).max(MOST_COLUMNS))
    .refine((lists) => Object.keys(lists).length <= MOST_LISTS, "too many lists"),
};
const preferences = z.strictObject(shape);
export type Preferences = z.infer<typeof preferences>;

export const getPreferences = operation({
  method: "confer.pages.GetPreferences",
  kind: "read",
  tokens: false,
  summary: "Tell how the caller likes to look at the pages.",
  input: z.object({}),
  output: preferences,
  load: async ({ db, owner }) => shown(await findPreferences(db, owner)),
  allow: theirOwn,
  handle: async ({ facts }) => facts,
});

export const setPreferences = operation({
  method: "confer.pages.SetPreferences",
  kind: "write",
  tokens: false,
  summary: "Keep how the caller likes to look at the pages: what is named, and nothing else.",
  input: z.object({
    theme: shape.theme.optional(),
    palette: shape.palette.optional(),
    language: shape.language.optional(),
    shortcuts: shape.shortcuts.optional(),
    dismissed: shape.dismissed.optional(),
    columns: shape.columns.optional(),
    /** One more key to the dismissed, or one fewer: two windows do not undo each other. */
    dismiss: key.optional(),
    recall: key.optional(),
  }),
  output: response,
  load: ({ db, owner }) => findPreferences(db, owner),
  allow: theirOwn,
  handle: async ({ db, owner, input, facts }) => {
    const { shortcuts, dismiss, recall, dismissed, columns, ...plain } = input;
    const hints = new Set(dismissed ?? facts?.dismissed ?? []);
    if (dismiss) hints.add(dismiss);
    if (recall) hints.delete(recall);
    await savePreferences(db, owner, {
      ...plain,
      ...(shortcuts ? { shortcuts: shortcuts === "on" } : {}),
      ...(dismissed || dismiss || recall ? { dismissed: [...hints].slice(-MOST_DISMISSED) } : {}),
      ...(columns ? { columns: { ...facts?.columns, ...columns } } : {}),
    });
    // Letters have no pseudo-language.
    if (plain.language && plain.language !== "xx") await saveLanguage(db, owner, plain.language);
    return {};
  },
});

const shown = (row: PreferenceRow | undefined): Preferences => ({
  theme: row?.theme ?? "system",
  palette: row?.palette ?? "usual",
  language: (row?.language ?? null) as Preferences["language"],
  shortcuts: row?.shortcuts === false ? "off" : "on",
  dismissed: row?.dismissed ?? [],
  columns: row?.columns ?? {},
});
