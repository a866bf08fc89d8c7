"use server";

import { findAccount } from "@/db/accounts";
import { db } from "@/db/client";
import { addressedTo, outbox } from "@/db/mail";
import { isDemo } from "../demo";
import { notFound } from "../domain/refusal";
import { dateWire } from "../operations/wire/people";
import { asked } from "./action";
import type { Answer } from "./answer";

export type ShownLetter = { id: string; to: string; subject: string; text: string; at: string; mine: boolean };

/**
 * Letters as their readers see them, newest first: those written for whoever is signed in, and those addressed to them. Only in
 * the demo, where nobody has a mailbox; not found anywhere else, because an invitation's link is a key.
 */
export async function readOutbox(): Promise<Answer<ShownLetter[]>> {
  return asked("outbox", async (actor) => {
    if (!isDemo()) throw notFound("outbox");
    const me = await findAccount(db(), actor.uid);
    const written = await outbox(db(), actor.uid);
    const received = await addressedTo(db(), me?.email_shown ?? actor.email);
    const letters = new Map([...written, ...received].map((letter) => [letter.id, letter]));
    return [...letters.values()]
      .sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
      .map((letter) => ({
        id: letter.id,
        to: letter.to_email,
        subject: letter.subject,
        text: letter.text,
        at: dateWire(letter.created_at),
        mine: letter.to_email === me?.email_shown,
      }));
  });
}
