/** Milliseconds to wait before a store that did not answer is asked again, try after try. */
const PAUSES = [300, 1500, 4000] as const;

/** Milliseconds within which an answer must come when another address was asked for. */
const PATIENCE = 8_000;

type Means = {
  fetch: typeof fetch;
  pause: (ms: number) => Promise<void>;
};

const MEANS: Means = {
  fetch: (...request) => fetch(...request),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Reads ranges of a file from its signed address, and asks for another when the signature has ended. */
export class SignedSource {
  #url: string;
  readonly #renew: () => void;
  readonly #means: Means;
  #fresh: PromiseWithResolvers<void> | null = null;

  constructor(url: string, renew: () => void, means = MEANS) {
    this.#url = url;
    this.#renew = renew;
    this.#means = means;
  }

  /**
   * Reads from this address from now on, and tries there what the one before refused. To be told of each answer: one
   * that is signed anew within the same second is the same.
   */
  use(url: string): void {
    this.#url = url;
    this.#fresh?.resolve();
    this.#fresh = null;
  }

  /**
   * The bytes from `begin` up to, not including, `end`.
   * @throws {Error} when the store does not give them, an `AbortError` once `signal` says so.
   */
  async read(begin: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
    let renewed = false;
    for (const wait of [...PAUSES, null]) {
      const url = this.#url;
      const answer = await this.#ask(url, begin, end, signal);
      if (answer instanceof Uint8Array) return answer;
      signal.throwIfAborted();
      // Some stores refuse without the headers that would let a page see why: after a try it may be the signature.
      const ended = answer === "refused" || (answer === "silent" && wait === PAUSES[1]);
      if (ended && !renewed) {
        renewed = true;
        await this.#renewed(url, signal);
      } else if (wait !== null && answer === "silent") {
        await this.#means.pause(wait);
        signal.throwIfAborted();
      } else break;
    }
    throw new Error(`The store did not give the bytes from ${begin} to ${end}`);
  }

  async #ask(
    url: string,
    begin: number,
    end: number,
    signal: AbortSignal,
  ): Promise<Uint8Array | "refused" | "silent"> {
    try {
      const answer = await this.#means.fetch(url, {
        headers: { range: `bytes=${begin}-${end - 1}` },
        signal,
      });
      if (answer.status >= 500) return "silent";
      if (!answer.ok) return "refused";
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const part = answer.status === 206 ? bytes : bytes.subarray(begin, end);
      return part.length === end - begin ? part : "silent";
    } catch {
      return "silent";
    }
  }

  /** Waits a while for another address than the one that was refused; ranges that fail together ask once. */
  async #renewed(refused: string, signal: AbortSignal): Promise<void> {
    if (this.#url !== refused) return;
    if (this.#fresh === null) {
      this.#fresh = Promise.withResolvers<void>();
      this.#renew();
    }
    const fresh = this.#fresh;
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort);
    const timer = setTimeout(() => {
      if (this.#fresh === fresh) this.#fresh = null;
      fresh.resolve();
    }, PATIENCE);
    try {
      signal.throwIfAborted();
      await Promise.race([fresh.promise, aborted.promise]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }
}
