import { adapt, ease, FIRST_PACE } from "#components/upload/multipart/pace.ts";

/** Milliseconds over which the speed is taken before lanes are added or taken away. */
const STRETCH = 3_000;

/** The one line that the parts of all files share: a part goes when a lane is free, in the order in which they asked. */
export class Line {
  #pace = FIRST_PACE;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];
  #began: number | null = null;
  #moved = 0;

  get lanes(): number {
    return this.#pace.lanes;
  }

  /** Waits for a lane. Rejects with the signal's reason; a lane that was given is then free again. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#taken < this.#pace.lanes) {
      this.#taken += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(signal.reason);
      };
      this.#waiting.push(begin);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  give(): void {
    this.#taken -= 1;
    this.#letIn();
  }

  /** Bytes that have just left. */
  moved(bytes: number, now = Date.now()): void {
    // A stretch in which lanes stood empty says nothing of what the line can do.
    if (this.#taken < this.#pace.lanes) this.#began = null;
    else if (this.#began === null) this.#startStretch(now);
    if (this.#began === null) return;
    this.#moved += bytes;
    const seconds = (now - this.#began) / 1000;
    if (seconds * 1000 < STRETCH) return;
    this.#pace = adapt(this.#pace, this.#moved / seconds);
    this.#startStretch(now);
    this.#letIn();
  }

  failed(): void {
    this.#pace = ease(this.#pace);
    this.#began = null;
  }

  #startStretch(now: number): void {
    this.#began = now;
    this.#moved = 0;
  }

  #letIn(): void {
    while (this.#taken < this.#pace.lanes) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#taken += 1;
      next();
    }
  }
}

/** The line of this page. */
export const line = new Line();
