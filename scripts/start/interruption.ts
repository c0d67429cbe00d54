import { identify, isAlive } from "./process-identity.ts";

/** A terminal tells the whole process group and npm tells us once more: signals this close are one wish. */
const SAME_WISH_MS = 700;
const PARENT_LOOK_MS = 500;

/** Somebody's wish that this ends: a signal, or the end of the npm that runs us. */
export class Interruption {
  readonly #controller = new AbortController();
  #askedAt = Number.NEGATIVE_INFINITY;
  #onHurry: () => void = () => {};

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => this.#ask());
    if (process.env.npm_lifecycle_event !== undefined || process.env.ATHENA_END_WITH_PARENT === "1") {
      this.#watchParent();
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Calls back at the first wish. */
  onFirst(callback: () => void): void {
    this.signal.addEventListener("abort", callback, { once: true });
  }

  /** Calls back at a second wish, which means: faster. */
  onHurry(callback: () => void): void {
    this.#onHurry = callback;
  }

  #ask(): void {
    const now = performance.now();
    const isFirst = !this.signal.aborted;
    if (!isFirst && now - this.#askedAt < SAME_WISH_MS) return;
    this.#askedAt = now;
    if (isFirst) this.#controller.abort();
    else this.#onHurry();
  }

  /** Without its npm nobody could end this from the terminal any more. */
  #watchParent(): void {
    const parent = identify(process.ppid);
    const timer = setInterval(() => {
      if (process.ppid === parent.pid && isAlive(parent)) return;
      clearInterval(timer);
      this.#ask();
    }, PARENT_LOOK_MS);
    timer.unref();
  }
}
