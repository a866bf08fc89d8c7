import { resultOf } from "@/lib/actions/answer";
import { getLetter, getLetters, type LetterHead, type ShownLetter } from "@/lib/actions/pages";

export const lettersKey = ["letters"] as const;
export const letterKey = (id: string) => ["letters", id] as const;

/** What this house has written, the newest first. */
export const readLetters = async (): Promise<LetterHead[]> => (await resultOf(getLetters({}))).letters;

export const readLetter = async (id: string): Promise<ShownLetter> => (await resultOf(getLetter({ id }))).letter;
