import pg from "pg";

/** One statement as it left for the database, and on which connection. `name` is set for a prepared one that has a name. */
export type Statement = { text: string; values: unknown[]; name: string | undefined; connection: object };

type Sent = string | { text: string; values?: unknown[]; name?: string };
type Query = (sent: Sent, values?: unknown, callback?: unknown) => unknown;

/** Writes down every statement this process sends from now on, whoever compiled it, until `stop`. */
export function watchStatements(): { statements: Statement[]; stop(): void } {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (this: object, sent, values, callback) {
    if (typeof sent === "string") {
      statements.push({
        text: sent.trim(),
        values: Array.isArray(values) ? values : [],
        name: undefined,
        connection: this,
      });
    } else if (typeof sent.text === "string") {
      statements.push({ text: sent.text.trim(), values: sent.values ?? [], name: sent.name, connection: this });
    }
    return original.call(this, sent, values, callback);
  };
  const stop = () => {
    prototype.query = original;
  };
  return { statements, stop };
}

/** Lets something happen to statements before they are sent: what it returns is sent in their place. */
export function meddle(before: (text: string, client: object) => string | undefined): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (this: object, sent, values, callback) {
    const instead = before(typeof sent === "string" ? sent : sent.text, this);
    if (instead === undefined) return original.call(this, sent, values, callback);
    return original.call(this, instead, typeof values === "function" ? values : callback);
  };
  return () => {
    prototype.query = original;
  };
}
