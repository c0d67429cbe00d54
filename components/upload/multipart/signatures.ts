import type { signedParts } from "#components/upload/multipart/ask.ts";
import { MAX_SIGNED_PARTS } from "#lib/uploads/constants.ts";
import type { SignedParts } from "#lib/uploads/types.ts";

/** A signed request for one part. */
export type SignedPart = { url: string; headers: Record<string, string> };

/** Least parts signed in one call. */
const LEAST = 16;
/** Milliseconds' work for which parts are signed later: few signatures run out unused, and a fast line asks seldom. */
const AHEAD = 300_000;
/** Milliseconds that a signature must still be good for when a part begins. */
const FRESH = 60_000;

type Ask = typeof signedParts;

/** The signatures of one file's parts: asked for in batches as they are needed, and again when they have run out. */
export class Signatures {
  readonly #uploadId: string;
  readonly #signal: AbortSignal;
  readonly #ask: Ask;
  readonly #ready = new Map<number, SignedPart & { until: number }>();
  readonly #asked = new Map<number, Promise<void>>();
  #batch: number;
  #taken = 0;
  #askedAt = Number.NEGATIVE_INFINITY;

  /** @param signed those that came along as the upload was opened. */
  constructor(uploadId: string, signal: AbortSignal, ask: Ask, signed: SignedParts) {
    this.#uploadId = uploadId;
    this.#signal = signal;
    this.#ask = ask;
    const until = Date.parse(signed.expiresAt);
    for (const { number, ...part } of signed.parts) this.#ready.set(number, { ...part, until });
    // What came along counts as the first call.
    this.#batch = signed.parts.length;
    if (this.#batch > 0) this.#askedAt = Date.now();
  }

  /** A good signature for a part. `next` are the parts that come after it. Throws `Ended`. */
  async take(number: number, next: readonly number[]): Promise<SignedPart> {
    for (;;) {
      const ready = this.#ready.get(number);
      if (ready !== undefined && ready.until - Date.now() > FRESH) {
        this.#taken += 1;
        return ready;
      }
      await (this.#asked.get(number) ?? this.#sign(number, next));
    }
  }

  /** Forgets a signature that did not do: the next one is fresh. */
  drop(number: number): void {
    this.#ready.delete(number);
  }

  /** How many parts to sign now: by how fast the last ones were taken, and four times as many as then at most. */
  #nextBatch(): number {
    const now = Date.now();
    const wanted = Math.floor((this.#taken / Math.max(1, now - this.#askedAt)) * AHEAD);
    this.#batch = Math.min(4 * Math.max(LEAST, this.#batch), MAX_SIGNED_PARTS, Math.max(LEAST, wanted));
    this.#askedAt = now;
    this.#taken = 0;
    return this.#batch;
  }

  #sign(number: number, next: readonly number[]): Promise<void> {
    const unsigned = next.filter((other) => !this.#ready.has(other) && !this.#asked.has(other));
    const numbers = [number, ...unsigned].slice(0, this.#nextBatch());
    const asking = this.#ask(this.#uploadId, numbers, this.#signal)
      .then(({ parts, expires_at }) => {
        for (const { part_number, url, headers } of parts)
          this.#ready.set(part_number, { url, headers, until: Date.parse(expires_at) });
      })
      .finally(() => {
        for (const each of numbers) this.#asked.delete(each);
      });
    for (const each of numbers) this.#asked.set(each, asking);
    return asking;
  }
}
