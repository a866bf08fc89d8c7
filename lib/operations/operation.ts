import type { z } from "zod";
import type { Person, Raised } from "../../db/accounts";
import type { Whole } from "../../db/albums";
import type { Db, Last } from "../../db/client";
import type { Change } from "../../db/journal";
import type { Version } from "../../db/worlds";
import type { Actor } from "../domain/actor";
import type { Refusal } from "../domain/refusal";
import type { Resource } from "../domain/resource";
import type { Letter } from "../mail";
import type { Verdict } from "./verdict";

/**
 * What every part of an operation is handed. `owner` is the account whose data is touched (one owner a transaction, R14),
 * `version` the owner's version whose facts hold when `load` runs (in a write it is on its way), `method` what a policy or
 * token must hold for this.
 */
export type At<I> = {
  db: Db;
  actor: Actor;
  input: I;
  owner: number;
  version: Version;
  method: string;
  /** Those whom `atHand` of the operation named; there once the version is raised. */
  people: Promise<Person[]>;
};
/** What is known before the owner is. */
export type Asked<I> = Pick<At<I>, "db" | "actor" | "input">;

/**
 * What a writing operation may leave behind, in its own transaction: journal rows, letters, and statements that nobody needs to
 * wait for, which travel with COMMIT. `raised` is the owner at the beginning of the write.
 */
export type Leave = {
  record(change: Change): void;
  send(letter: Letter): void;
  last(statement: Last): void;
  raised(): Raised;
  /** The only collaboration this write changes, as it is from now on. */
  lays(whole: Whole): void;
  /** What became of each of several that have a result of their own; a preview tells those that were refused. */
  parts(parts: readonly Part[]): void;
};

/** One thing of several to be shared, and why it was not. */
export type Part = { collaborationId: number; thing: Resource; refusal: Refusal | null };

/**
 * How far a token limited to some resources reaches (S-41): "account" operations are closed to it, "resource" operations
 * judge the resource they name themselves, "self" ones concern only the token's owner.
 */
export type Scope = "account" | "resource" | "self";

/**
 * One operation, declared once. The REST method, the server action, its OpenAPI entry and its row in the authorization
 * matrix come from this.
 */
export type Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject, F = unknown> = {
  /** Its address and, unless `grant` says otherwise, the method of the catalogue a policy or token must hold. */
  method: string;
  /** The catalogue's method that stands for it, where ours is an extension the catalogue does not know. */
  grant?: string;
  kind: "read" | "write";
  /** `anyone`: callable without a sign-in. `tokens: false`: never through a personal access token (S-42). */
  anyone?: boolean;
  tokens?: boolean;
  postOnly?: boolean;
  /** In a write that cannot be tried first: it is about keys and accounts, and changes nobody's access to anything shared. */
  dryRun?: false;
  scope?: Scope;
  summary: string;
  input: I;
  output: O;
  /**
   * The owner's alone (vap.md A.1): whoever can look at what it names is told so before anything of it is loaded; `owner` finds out
   * for whom that is. For everybody else it is not there.
   */
  ownersOnly?: true;
  /** The other end's own step: no sentence of the owner's keeps them from it. */
  unheld?: true;
  /**
   * For somebody who views as the actor: what the owner they may see decides where this is left out. True: it asks across owners, and
   * leaves out all but that one. False: not even with that owner, since it lets in, or
   * tells what is the actor's alone.
   */
  inView?: boolean;
  /** The account whose shard is touched; the actor's own when left out. Reads pointers only (R5). */
  owner?(at: Asked<z.output<I>>): Promise<number> | number;
  /**
   * In a write that leaves nothing but statements, and answers with a function: the version at which its facts were at hand last, and
   * the people who will probably be needed. It is judged at that version, and written in one statement that fails once the owner
   * has moved on; then, as any write is, under the owner's lock.
   */
  atHand?(at: Pick<At<z.output<I>>, "input" | "owner">): { version: number; people: readonly number[] } | undefined;
  /** The facts, looked up through the actor: what they may not know exists is not found (D4). */
  load(at: At<z.output<I>>): Promise<F>;
  allow(at: At<z.output<I>> & { facts: NoInfer<F> }): Verdict;
  /** In a write that may find done what it is asked for: the answer then, and nothing is written. Judged as a read is. */
  already?(at: At<z.output<I>> & { facts: NoInfer<F> }): Promise<z.input<O> | undefined>;
  /** The answer, or how it is made once the version is raised. */
  handle(
    at: At<z.output<I>> & { facts: NoInfer<F>; version: number } & Leave,
  ): Promise<z.input<O> | (() => Promise<z.input<O>>)>;
};

// biome-ignore lint/suspicious/noExplicitAny: the register holds operations of every shape, and F is private to each
export type AnyOperation = Operation<any, any, any>;
export type Input<Op> = Op extends Operation<infer I, z.ZodObject, infer _F> ? z.input<I> : never;
export type Output<Op> = Op extends Operation<z.ZodObject, infer O, infer _F> ? z.output<O> : never;

export const operation = <I extends z.ZodObject, O extends z.ZodObject, F>(declared: Operation<I, O, F>) => declared;
