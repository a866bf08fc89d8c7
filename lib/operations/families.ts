import * as accounts from "./accounts";
import * as collaborations from "./collaborations";
import * as environments from "./environments";
import * as groups from "./groups";
import * as journal from "./journal";
import * as members from "./members";
import type { AnyOperation } from "./operation";
import * as policies from "./policies";
import * as requests from "./requests";
import * as resources from "./resources";
import * as reviews from "./reviews";
import * as rights from "./rights";
import * as roles from "./roles";
import * as sentences from "./sentences";
import * as system from "./system";
import * as teams from "./teams";
import * as tokens from "./tokens";
import * as why from "./why";

/** The register: every operation, in the order of its nouns. */
export const operations: readonly AnyOperation[] = [
  collaborations,
  members,
  roles,
  policies,
  resources,
  rights,
  why,
  sentences,
  requests,
  teams,
  environments,
  groups,
  tokens,
  accounts,
  journal,
  reviews,
  system,
].flatMap((noun) => Object.values(noun) as AnyOperation[]);

const byName = new Map(operations.map((operation) => [operation.method.toLowerCase(), operation]));

/** By its address, in any letter case; undefined for what does not exist. */
export const findOperation = (name: string): AnyOperation | undefined => byName.get(name.toLowerCase());
