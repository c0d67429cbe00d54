import type { Sample } from "#e2e/samples/sample.ts";
import { sha256 } from "#e2e/samples/sample.ts";

/** A file that was there before, and what was asked of it and told since. */
export type Target = {
  id: string;
  /** SHA-256 of what it may hold now. */
  may: Set<string>;
  /** SHA-256 of what is its content or one of its versions, as was told. */
  must: Set<string>;
  names: Set<string>;
  isRenamed: boolean;
  /** By how many its deletion was asked for, and whether one of them was told that it is done. */
  deletions: number;
  isDeleted: boolean;
};

/** A new file: whether a document has to come of it, may, or must not, as its sender was told. */
export type Sent = {
  file: Sample;
  sha256: string;
  becomes: "document" | "either" | "nothing";
  ids: Set<string>;
};

/** What the clients of a round have sent, asked for and been told. */
export class Book {
  readonly targets: Target[] = [];
  readonly sent: Sent[] = [];
  /** What was answered and cannot be. */
  readonly wrong: string[] = [];

  hold(id: string, file: Sample): void {
    const hash = sha256(file.bytes);
    this.targets.push({
      id,
      may: new Set([hash]),
      must: new Set([hash]),
      names: new Set([file.name]),
      isRenamed: false,
      deletions: 0,
      isDeleted: false,
    });
  }

  target(at: number): Target {
    const found = this.targets[at];
    if (found === undefined) throw new Error(`There is no file ${at}.`);
    return found;
  }

  send(file: Sample): Sent {
    const sent: Sent = { file, sha256: sha256(file.bytes), becomes: "either", ids: new Set() };
    this.sent.push(sent);
    return sent;
  }

  /** SHA-256 of everything that was sent. */
  get given(): Set<string> {
    return new Set([...this.targets.flatMap(({ may }) => [...may]), ...this.sent.map((sent) => sent.sha256)]);
  }
}
