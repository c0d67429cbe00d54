import { number, several, size } from "#scripts/moving/words.ts";

const WIDTH = 24;
const EVERY_MS = 150;
const PLAIN_EVERY_MS = 10_000;

type Place = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/** How long something still takes, about. */
function left(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 60) return "less than a minute left";
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}

/**
 * How far a long work is: a bar that is drawn over and over on a terminal, and a line every ten seconds elsewhere.
 */
export class Progress {
  readonly #place: Place;
  readonly #began = performance.now();
  #all = { files: 0, bytes: 0 };
  #done = { files: 0, bytes: 0 };
  #said = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  begin(all: { files: number; bytes: number }): void {
    this.#all = all;
    this.#draw(true);
  }

  step(bytes: number): void {
    this.#done.files += 1;
    this.#done.bytes += bytes;
    this.#draw(this.#done.files === this.#all.files);
  }

  /** A line of its own, above the bar. */
  line(text: string): void {
    this.#clear();
    this.#place.write(`${text}\n`);
    this.#draw(true);
  }

  end(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#place.isTTY) this.#place.write("\r\u001b[K");
  }

  #draw(must: boolean): void {
    const now = performance.now();
    const pause = this.#place.isTTY ? EVERY_MS : PLAIN_EVERY_MS;
    if (this.#all.files === 0 || (now - this.#said < pause && !(must && this.#place.isTTY))) return;
    this.#said = now;
    const { files, bytes } = this.#done;
    // By files and by bytes: many small ones and few large ones both take their time.
    const share = (files / this.#all.files + bytes / Math.max(1, this.#all.bytes)) / 2;
    const seconds = ((now - this.#began) / 1000) * (1 / Math.max(share, 1e-9) - 1);
    const words = [
      `${number(files)} of ${several(this.#all.files, "file")}`,
      `${size(bytes)} of ${size(this.#all.bytes)}`,
      files < 20 ? "" : left(seconds),
    ].filter((word) => word !== "");
    if (!this.#place.isTTY) {
      this.#place.write(`${words.join(", ")}\n`);
      return;
    }
    const full = Math.min(WIDTH, Math.round(share * WIDTH));
    const line = `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}] ${words.join(", ")}`;
    this.#place.write(`\r\u001b[K${line.slice(0, (this.#place.columns || 80) - 1)}`);
  }
}
