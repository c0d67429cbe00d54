import type { ObjectRecord } from "#lib/backup/format.ts";

const isBefore = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

/** A list read as far as it was asked for: where it is, undefined before its first and null behind its last. */
type List = { each: AsyncIterator<ObjectRecord>; at: ObjectRecord | null | undefined };

/**
 * What earlier runs have kept, looked up key by key in the order of their bytes: lists of any length are read once, side
 * by side, and none is held in memory.
 */
export class Remembered {
  readonly #lists: List[];

  constructor(lists: readonly AsyncIterable<ObjectRecord>[]) {
    this.#lists = lists.map((list) => ({ each: list[Symbol.asyncIterator](), at: undefined }));
  }

  /** What was kept of a key, as the first list has it; null where nothing was. Keys must come in the order of their bytes. */
  async find(key: string): Promise<ObjectRecord | null> {
    for (const list of this.#lists) {
      while (list.at === undefined || (list.at !== null && isBefore(list.at.key, key))) {
        const { done, value } = await list.each.next();
        list.at = done ? null : value;
      }
    }
    return this.#lists.find(({ at }) => at?.key === key)?.at ?? null;
  }
}
