import { notifyManager, QueryCache, QueryClient, QueryObserver, type QueryObserverResult } from "@tanstack/react-query";
import { Refused } from "@/lib/actions/answer";
import { canSignInAgain, signInAgain } from "./sign-in-again";

export type Key = readonly unknown[];
export type Known = { data: unknown; error: Error | null; reading: boolean };
export type Reader = { key: Key; read: () => Promise<unknown>; show(known: Known): void };

/** react-query behind `Store`: reads again what is stale, at focus and after being offline, each thing once however many show it. */
export class Engine {
  readonly #client: QueryClient;

  /** What was read stays right for `staleTime` milliseconds. */
  constructor(staleTime: number) {
    // A refusal is an answer: asking again would not change it.
    const retry = (failures: number, error: unknown) => !(error instanceof Refused) && failures < 2;
    this.#client = new QueryClient({
      queryCache: new QueryCache({ onError: (error) => void this.#signInAgain(error) }),
      defaultOptions: { queries: { staleTime, retry } },
    });
    this.#client.mount();
    // What has come is shown at once, not after whatever else waits.
    notifyManager.setScheduler(queueMicrotask);
  }

  see(key: Key): unknown {
    return this.#client.getQueryData(key);
  }

  seed(key: Key, data: unknown): void {
    this.#client.setQueryData(key, data);
  }

  watch({ key, read, show }: Reader): () => void {
    const observer = new QueryObserver(this.#client, { queryKey: key, queryFn: read });
    const tell = ({ data, error, isFetching }: QueryObserverResult) => show({ data, error, reading: isFetching });
    const stop = observer.subscribe(tell);
    tell(observer.getCurrentResult());
    return stop;
  }

  ahead(key: Key, read: () => Promise<unknown>): void {
    void this.#client.prefetchQuery({ queryKey: key, queryFn: read });
  }

  async stale(keys: readonly Key[]): Promise<void> {
    await Promise.all(keys.map((queryKey) => this.#client.invalidateQueries({ queryKey })));
  }

  /** A list that is read again after the sign-in ended asks for another in place, so that nothing typed beside it is lost. */
  async #signInAgain(error: unknown): Promise<void> {
    if (!(error instanceof Refused) || error.no.code !== "signed-out") return;
    if (!canSignInAgain()) window.location.assign("/sign-in");
    else if (await signInAgain()) await this.#client.invalidateQueries();
  }
}
