import { invalid } from "./refusal";

/** An address in both forms: `canonical` is compared and unique; letters go to `shown`, which only keeps capitals. */
export type Email = { canonical: string; shown: string };

const MAX = 320;
/** Letters, digits and the few signs real mailboxes use; whatever a mail library could read as a second address is out (S-22). */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * One e-mail address, normalised first and judged after, so that nothing that looks like an "@" or a separator becomes one
 * later (S-22): Unicode form KC, trimmed, lower case, the domain in ASCII. A plus tag is part of the address. A mailbox
 * that form KC would change is refused: it may be another's.
 * Refuses `invalid [field]`.
 */
export function parseEmail(raw: string, field = "email"): Email {
  const typed = raw.trim();
  const refuse = () => invalid(field, "not an e-mail address");
  // Exactly one "@" as typed and after normalising: a full-width one must not turn into a separator.
  if (typed.length > MAX || typed.split("@").length !== 2) throw refuse();
  const normal = typed.normalize("NFKC");
  // A letter to what was typed must not reach another mailbox than the one that is compared.
  if (normal.split("@")[0] !== typed.normalize("NFC").split("@")[0]) throw refuse();
  const [local, domain, ...rest] = normal.toLowerCase().split("@");
  if (rest.length > 0 || !local || !domain || local.length > 64 || !LOCAL.test(local)) throw refuse();
  const ascii = asciiDomain(domain);
  if (!ascii || !DOMAIN.test(ascii)) throw refuse();
  const canonical = `${local}@${ascii}`;
  if (canonical.length > MAX) throw refuse();
  return { canonical, shown: `${normal.split("@")[0]}@${ascii}` };
}

/** Punycode for letters beyond ASCII; null where the text is no host name. */
function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) return null;
  try {
    const { hostname } = new URL(`http://${domain}/`);
    // A number such as 2130706433 is a host to a URL, and an IP address to whoever connects.
    return /^[\d.]+$/.test(hostname) ? null : hostname;
  } catch {
    return null;
  }
}
