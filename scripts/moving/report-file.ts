import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { csvLine } from "#lib/http/csv.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { leftOutWords, refusedWords } from "#scripts/moving/words.ts";

const HEADINGS = ["path", "outcome", "reason", "explanation", "document_id", "size", "sha256"];

function cellsOf(outcome: Outcome, isDry: boolean): (string | number | null)[] {
  const { path, size } = outcome;
  switch (outcome.is) {
    case "stored":
      return [path, isDry ? "new" : "stored", null, null, outcome.documentId, size, outcome.sha256];
    case "already":
      return [
        path,
        "already there",
        outcome.gone ? "deleted_since" : null,
        outcome.gone ? "stored by an earlier run, and deleted here since" : null,
        outcome.documentId,
        size,
        outcome.sha256,
      ];
    case "left_out":
      return [path, "left out", outcome.why, leftOutWords(outcome.why), null, size, null];
    case "refused":
    case "failed":
      return [path, outcome.is, outcome.code, refusedWords(outcome.code, outcome.details), null, size, null];
  }
}

/** A CSV file with a row for each file, written as it goes: what a killed run has written stays. */
export class ReportFile {
  readonly #stream;
  readonly #isDry: boolean;

  constructor(path: string, isDry: boolean) {
    this.#isDry = isDry;
    this.#stream = createWriteStream(path, { mode: 0o600 });
    this.#stream.on("error", () => undefined);
    this.#stream.write(`\ufeff${csvLine(HEADINGS)}`);
  }

  write(outcome: Outcome): void {
    this.#stream.write(csvLine(cellsOf(outcome, this.#isDry)));
  }

  /** @throws {Error} where it could not be written. */
  async end(): Promise<void> {
    if (this.#stream.errored) throw this.#stream.errored;
    this.#stream.end();
    if (!this.#stream.writableFinished) await once(this.#stream, "finish");
  }
}
