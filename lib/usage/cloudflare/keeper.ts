/** What is known is fresh for so long, and a failure is not asked about again for so long, in ms. */
const GOOD_MS = 600_000;
const BAD_MS = 60_000;

type Kept<T> = { key: string; answer: Promise<T>; until: number };

/**
 * Keeps the last answer, ten minutes, or one where it is a failure. Who asks for it while it is on its way waits for the
 * same one.
 */
export class Keeper<T extends { ok: boolean }> {
  #kept: Kept<T> | null = null;

  get(key: string, ask: () => Promise<T>, now: () => number = Date.now): Promise<T> {
    if (this.#kept?.key === key && now() < this.#kept.until) return this.#kept.answer;
    const kept: Kept<T> = { key, until: Number.POSITIVE_INFINITY, answer: ask() };
    this.#kept = kept;
    kept.answer.then(
      ({ ok }) => {
        kept.until = now() + (ok ? GOOD_MS : BAD_MS);
      },
      () => {
        kept.until = 0;
      },
    );
    return kept.answer;
  }
}
