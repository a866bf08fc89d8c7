import { hash, verify } from "@node-rs/argon2";
import { invalid } from "./domain/refusal";
import { keysFor } from "./keys";
import { one } from "./one";

/** What a password must not be made of: its owner's own address and name. */
export type PasswordOwner = { email: string; name: string; twoFactor?: boolean };

const SHORTEST = 15;
const SHORTEST_WITH_SECOND_FACTOR = 8;
const LONGEST = 1024;
/** argon2id with 19 MiB, two passes, one lane (S-34). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const THIS_COST = "$argon2id$v=19$m=19456,t=2,p=1$";

const peppers = () => one("peppers", () => keysFor("password"));

/**
 * Judges a new password by its length and by what everyone tries first, and by nothing else: no composition, no expiry
 * (S-34). Lengths count characters. Refuses `invalid [field]`.
 */
export async function judgePassword(password: string, owner: PasswordOwner, field = "password"): Promise<void> {
  const shortest = owner.twoFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST;
  const length = [...password].length;
  if (length < shortest) throw invalid(field, `use at least ${shortest} characters`);
  if (length > LONGEST) throw invalid(field, `use at most ${LONGEST} characters`);
  const unit = repeatedUnit(password.toLowerCase());
  const common = await commonPasswords();
  if ([...unit].length < 4 || common.has(unit) || common.has(password.toLowerCase())) {
    throw invalid(field, "this password is one of the first that others would try");
  }
  if (ownWords(owner).has(unit)) throw invalid(field, "do not use your own name or address");
}

/** How a password is kept. Exactly as typed: nothing is trimmed or normalised. */
export const hashPassword = (password: string): Promise<string> => hash(password, { ...COST, secret: peppers()[0] });

export type Verified = {
  ok: boolean /** Hash it anew: its cost or its pepper is no longer the newest. */;
  outdated: boolean;
};

/**
 * Does the password fit? Without a hash, for an account that does not exist or has no password, the answer is no and takes
 * as long, so that the time tells nothing (S-26, S-35).
 */
export async function verifyPassword(kept: string | null, password: string): Promise<Verified> {
  if (kept === null || password.length > LONGEST * 4) {
    await verify(await nobodysHash(), password.slice(0, LONGEST), { secret: peppers()[0] });
    return { ok: false, outdated: false };
  }
  for (const [n, secret] of peppers().entries()) {
    if (await verify(kept, password, { secret })) {
      return { ok: true, outdated: n > 0 || !kept.startsWith(THIS_COST) };
    }
  }
  return { ok: false, outdated: false };
}

const nobodysHash = () => one("nobodys-hash", () => hashPassword("nobody has this password"));

/** The 49,233 commonest and breached passwords of the zxcvbn project, in lower case; loaded when first asked. */
const commonPasswords = (): Promise<ReadonlySet<string>> =>
  one("common-passwords", async () => {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    return new Set<string>(dictionary["passwords-common"] as string[]);
  });

/** `abcabcabc` is no better than `abc`: the shortest text whose repetition this is. */
function repeatedUnit(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return text.slice(0, at);
}

/** Their address, its parts, their name and its words, in the spellings people make of them. */
function ownWords({ email, name }: PasswordOwner): Set<string> {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const words = name.toLowerCase().split(/\s+/u);
  const spellings = [
    email.toLowerCase(),
    local,
    domain,
    name.toLowerCase(),
    words.join(""),
    ...words,
    ...local.split(/[.+_-]/),
  ];
  return new Set(spellings.filter(Boolean));
}
