import type { Replacement, ReportAim } from "#components/upload/item.ts";

/** A report of which all is said. */
export type ReportUpload = {
  file: File;
  /** The id of the student whom it is about. */
  student: string;
  report: ReportAim;
  replaces: Replacement | undefined;
  /** Whether it is wanted although the school has the same bytes already. */
  keepBoth: boolean;
};

/** Where files wait until somebody asks whom they are about; nothing of them has left the browser. */
export class Desk {
  #taker: ((files: readonly File[]) => void) | null = null;
  #waiting: File[] = [];

  give(files: readonly File[]): void {
    if (this.#taker === null) this.#waiting.push(...files);
    else this.#taker(files);
  }

  /** Hands over what waits, and all that comes; the answer ends it. */
  take(taker: (files: readonly File[]) => void): () => void {
    this.#taker = taker;
    const waiting = this.#waiting.splice(0);
    if (waiting.length > 0) taker(waiting);
    return () => {
      if (this.#taker === taker) this.#taker = null;
    };
  }
}
