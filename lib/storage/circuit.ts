import type { S3Client } from "@aws-sdk/client-s3";
import { adviceFor, isGivenUp } from "#lib/storage/advice.ts";
import { storageFailure } from "#lib/storage/errors.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";

/** Requests in a row that find the store away before it is let alone. */
const LIMIT = 5;
/** For how long it is let alone, in ms: at first, and at most after failing again and again. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
/** After this time (ms) a trial without an answer keeps nobody else from trying. */
const TRIAL_MS = 5_000;

/**
 * Lets a store alone that is away: after a few failures in a row every request fails at once with the last reason,
 * rather than waiting out its deadline. After a pause one request tries; with its answer all is as before.
 */
export class Circuit {
  readonly #now: () => number;
  readonly #random: () => number;
  #failures = 0;
  #reason: StoreReason = "unknown";
  #until = 0;
  #trialSince: number | null = null;

  /**
   * @param means.now milliseconds of a clock that never goes back.
   * @param means.random from 0 up to, not including, 1.
   */
  constructor(means: { now?: () => number; random?: () => number } = {}) {
    this.#now = means.now ?? (() => performance.now());
    this.#random = means.random ?? Math.random;
  }

  /** Why the store is let alone; null while it is not. */
  get trouble(): StoreReason | null {
    return this.#failures >= LIMIT ? this.#reason : null;
  }

  /**
   * To be called before each request.
   * @throws {StorageError} while the store is let alone.
   */
  enter(): void {
    if (this.#failures < LIMIT) return;
    const now = this.#now();
    const trying = this.#trialSince !== null && now - this.#trialSince < TRIAL_MS;
    if (now < this.#until || trying) throw storageFailure(this.#reason, "let alone");
    this.#trialSince = now;
  }

  /** The store has answered, whatever it said. */
  answered(): void {
    this.#failures = 0;
    this.#until = 0;
    this.#trialSince = null;
  }

  /** The store was found away. */
  failed(reason: StoreReason): void {
    const now = this.#now();
    // Of requests that were under way when it was found out, one more says nothing new.
    if (this.#failures >= LIMIT && this.#trialSince === null) return;
    this.#failures += 1;
    this.#reason = reason;
    this.#trialSince = null;
    if (this.#failures < LIMIT) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - LIMIT));
    // Processes that lost it together should not come back together.
    this.#until = now + pause * (0.5 + this.#random() / 2);
  }

  /** Nobody waited for the answer. */
  givenUp(): void {
    this.#trialSince = null;
  }
}

/** Has every request of a client, retries included, go through a circuit. Signing sends none, and goes past it. */
export function throughCircuit(client: S3Client, circuit: Circuit): S3Client {
  client.middlewareStack.add(
    (next) => async (args) => {
      circuit.enter();
      try {
        const result = await next(args);
        circuit.answered();
        return result;
      } catch (error) {
        const { away, reason } = adviceFor(error);
        if (isGivenUp(error)) circuit.givenUp();
        else if (away) circuit.failed(reason);
        else circuit.answered();
        throw error;
      }
    },
    { step: "deserialize", priority: "high", name: "circuit" },
  );
  return client;
}
