import { setTimeout as delay } from "node:timers/promises";

/** Lets `perSecond` through a second, evenly, and counts them. */
export class Pace {
  readonly #every: number;
  #next = 0;
  taken = 0;

  constructor(perSecond: number) {
    this.#every = 1000 / perSecond;
  }

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#every;
    this.taken += 1;
    if (at > now) await delay(at - now);
  }
}
