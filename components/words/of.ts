/** Whose account a call is about: nobody's word for one's own (vap.md A.1). The server decides whether the caller may. */
export type Of = { ownerUid?: number };

/** The same as an address says it: `?of=`, an owner's uid. */
export const ofIn = (text: string | readonly string[] | null | undefined): Of =>
  typeof text === "string" && /^[1-9]\d{0,14}$/.test(text) ? { ownerUid: Number(text) } : {};

/** Whether this is one of the pages of an account, or something on the page one is on. */
export const isOfAccount = (href: string): boolean =>
  /^(\?|\/(members|roles|policies|environments|journal|access|requests|review)\b)/.test(href);

/** The address of one of the owner's pages, or of something on the page one is on, in the account `of` names. */
export const hrefOf = (href: string, { ownerUid }: Of): string => {
  if (ownerUid === undefined || !isOfAccount(href) || /[?&]of=/.test(href)) return href;
  return `${href}${href.includes("?") ? "&" : "?"}of=${ownerUid}`;
};
