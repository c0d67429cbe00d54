import { closeSync, copyFileSync, openSync, renameSync, statSync, truncateSync, writeSync } from "node:fs";

/** A log and the one before it take at most twice this, in bytes. */
export const LOG_CAP_BYTES = 5 * 2 ** 20;

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A log file that starts anew at a size, keeping one old part as `file.1`. */
export class LogFile {
  readonly file: string;
  readonly #capBytes: number;
  #handle: number;
  #bytes: number;

  constructor(file: string, capBytes = LOG_CAP_BYTES) {
    this.file = file;
    this.#capBytes = capBytes;
    this.#bytes = sizeOf(file);
    this.#handle = openSync(file, "a", 0o600);
  }

  /** Adds text. A full disk loses log lines, never the service that writes them. */
  write(text: string): void {
    try {
      if (this.#bytes >= this.#capBytes) this.#roll();
      this.#bytes += writeSync(this.#handle, text);
    } catch {
      // Nowhere to say it.
    }
  }

  #roll(): void {
    renameSync(this.file, `${this.file}.1`);
    const old = this.#handle;
    this.#handle = openSync(this.file, "a", 0o600);
    this.#bytes = 0;
    closeSync(old);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Caps a log that another process holds open for adding: copies it aside and empties it in place. */
export function capInPlace(file: string, capBytes = LOG_CAP_BYTES): void {
  if (sizeOf(file) < capBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}
