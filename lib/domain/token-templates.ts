import catalogue from "./catalogue.json";
import { findMethod, methods } from "./method";
import { invalid } from "./refusal";

/** A ready-made list of methods for a token. */
export type TokenTemplate = { id: number; name: string; methods: string[] };

/** What of sign-in and tokens only reads, and shows no secret: a token may hold that (S-42). */
const openOfSignIn = new Set(["CheckSign", "GetPolicyMethods", "GetTokenApiList", "GetTokenTemplates"]);
const openOfAccount = new Set(["GetUserInfo", "CheckUser"]);

/** May a personal access token hold this method? Never what makes tokens, ends sign-ins or changes how one signs in (S-42). */
export function tokenMayHold(method: string): boolean {
  const short = method.slice(method.lastIndexOf(".") + 1);
  if (method.startsWith("users.authentication.")) return openOfSignIn.has(short);
  if (method.startsWith("users.account.")) return openOfAccount.has(short);
  return true;
}

/** Every method of the catalogue that a token may hold, by name. */
export const tokenMethods: readonly string[] = methods
  .map((method) => method.name)
  .filter(tokenMayHold)
  .sort();

const reading = ["users.authentication.CheckSign", "users.account.GetUserInfo"];
const of = (...prefixes: string[]) =>
  tokenMethods.filter((name) => reading.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)));

/** The names are the platform's, the lists ours: the services each kind of program works with. */
const lists: Record<string, string[]> = {
  Marketplace: of("marketplace.", "environment.control.Get"),
  "Maven Plugin": of("environment.deployment.", "environment.build.", "environment.control.Get"),
  "IDE Plugins": of("environment.deployment.", "environment.file.", "environment.vcs.", "environment.control."),
  "Extended Access": [...tokenMethods],
};

export const tokenTemplates: readonly TokenTemplate[] = catalogue.tokenTemplates.map(({ name }, n) => ({
  id: n + 1,
  name,
  methods: lists[name] ?? [],
}));

/** By id or by name in any letter case. */
export const templateNamed = (idOrName: string): TokenTemplate | undefined =>
  tokenTemplates.find(({ id, name }) => String(id) === idOrName || name.toLowerCase() === idOrName.toLowerCase());

/**
 * The canonical names of the methods a token shall hold: any letter case and older prefixes accepted, each once, sorted (S-41).
 * Refuses `invalid [apiList]` for an empty list, an unknown name, and a method no token may hold.
 */
export function holdableMethods(names: readonly string[]): string[] {
  const found = names.map((name) => {
    const method = findMethod(name);
    if (!method) throw invalid("apiList", `there is no method ${name.slice(0, 100)}`);
    if (!tokenMayHold(method.name)) throw invalid("apiList", `no token can hold ${method.name}`);
    return method.name;
  });
  if (found.length === 0) throw invalid("apiList", "name at least one method");
  return [...new Set(found)].sort();
}
