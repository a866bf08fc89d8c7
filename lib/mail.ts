import { randomUUID } from "node:crypto";
import nodemailer, { type Transporter } from "nodemailer";
import type { Db } from "../db/client";
import { addMail, markSent, markTried, type NewMail } from "../db/mail";
import { config } from "./config.mjs";
import { directionOf, type Language } from "./domain/language";
import { one } from "./one";

/**
 * A letter, as text: what happened, and at most one button. Whatever people wrote (names, labels) is inserted as plain text
 * and never becomes a link (S-27).
 */
export type Letter = {
  kind:
    | "invitation"
    | "accepted"
    | "rejected"
    | "left"
    | "suspended"
    | "changed"
    | "verification"
    | "recovery"
    | "account"
    | "asked"
    | "ends"
    | "request";
  to: string;
  /** The receiver's. */
  language: Language;
  subject: string;
  lines: string[];
  button?: { label: string; url: string };
  small?: string;
};

/** Puts the letters into the outbox, in the transaction they report on. */
export const post = (at: Db, owner: number, letters: readonly Letter[]): Promise<void> =>
  addMail(at, owner, letters.map(printed));

const ids = new WeakMap<Letter, string>();

function printed(letter: Letter): NewMail {
  const id = ids.get(letter) ?? randomUUID();
  ids.set(letter, id);
  return {
    id,
    kind: letter.kind,
    to_email: letter.to,
    subject: oneLine(letter.subject),
    html: asHtml(letter),
    text: asText(letter),
  };
}

/** Sends what was posted, after the commit and without anyone waiting. Without SMTP_URL letters stay in the outbox. */
export function deliver(owner: number, letters: readonly Letter[]): void {
  const { smtpUrl } = config();
  if (!smtpUrl) return;
  const post = one<{ man: Transporter | null }>("postman", () => ({ man: null }));
  post.man ??= nodemailer.createTransport(pooled(smtpUrl));
  const from = `Confer <no-reply@${new URL(config().url).hostname}>`;
  for (const letter of letters) {
    const mail = printed(letter);
    post.man
      .sendMail({
        from,
        to: { name: "", address: mail.to_email },
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
      })
      .then(() => markSent(owner, mail.id))
      .catch(() => markTried(owner, mail.id))
      .catch(() => {});
  }
}

/** A thousand letters go through a few connections, not through a thousand. */
function pooled(url: string): string {
  const address = new URL(url);
  address.searchParams.set("pool", "true");
  return address.href;
}

const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim().slice(0, 200);

/** Text that people wrote, made harmless in mail readers that turn addresses into links (S-27). */
export const inert = (text: string): string =>
  oneLine(text)
    .replace(/:\/\//g, ": //")
    .replace(/(\w)\.(?=\w)/g, "$1\u200b.");

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]!);

function asText(letter: Letter): string {
  const button = letter.button ? ["", `${letter.button.label}:`, letter.button.url] : [];
  return [...letter.lines, ...button, ...(letter.small ? ["", letter.small] : []), "", "Confer"].join("\n");
}

function asHtml(letter: Letter): string {
  const font = "font:16px/24px -apple-system,Segoe UI,Helvetica,Arial,sans-serif;color:#1c1d22";
  const lines = letter.lines.map((line) => `<p style="margin:0 0 12px;${font}">${escaped(line)}</p>`).join("");
  const button = letter.button
    ? `<p style="margin:24px 0"><a href="${escaped(letter.button.url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#3f4fb8;color:#ffffff;text-decoration:none;${font.replace("#1c1d22", "#ffffff")}">${escaped(letter.button.label)}</a></p>`
    : "";
  const small = letter.small
    ? `<p style="margin:24px 0 0;${font};font-size:13px;line-height:20px;color:#5b5d66">${escaped(letter.small)}</p>`
    : "";
  return `<!doctype html><html lang="${letter.language}" dir="${directionOf(letter.language)}"><meta charset="utf-8"><title>${escaped(letter.subject)}</title><body style="margin:0;padding:32px 16px;background:#fbfaf7"><div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e3e3e6;border-radius:6px"><p style="margin:0 0 24px;font-weight:600;${font}">Confer</p>${lines}${button}${small}</div></body></html>`;
}
