/**
 * Keys of one bucket in byte order, in memory, with what a listing shows. It is a copy: the sidecars on disk are the
 * truth, and the index is built from them at every start. About 300 bytes an object.
 */

/** What a listing shows of an object. */
export interface IndexEntry {
  /** The key's UTF-8 bytes, one char each: comparing such strings compares bytes, as S3 orders keys. */
  readonly bytes: string;
  readonly size: number;
  readonly etag: string;
  /** ms since 1970 */
  readonly modified: number;
}

const BLOCK = 512;

/** A key as a string of its UTF-8 bytes. */
export function toBytes(key: string): string {
  return Buffer.from(key, "utf8").toString("latin1");
}

/** The key of such a string. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The smallest byte string after all that begin with `prefix`; undefined when there is none. */
export function afterPrefix(prefix: string): string | undefined {
  const trimmed = prefix.replace(/\xff+$/, "");
  if (trimmed === "") return undefined;
  return trimmed.slice(0, -1) + String.fromCharCode(trimmed.charCodeAt(trimmed.length - 1) + 1);
}

/** Sorted blocks of at most 1,024 entries: lookups are two binary searches, inserts move one block at most. */
export class KeyIndex {
  #blocks: IndexEntry[][] = [];
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Replaces everything by entries in any order. */
  load(entries: IndexEntry[]): void {
    entries.sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
    this.#blocks = [];
    for (let i = 0; i < entries.length; i += BLOCK) this.#blocks.push(entries.slice(i, i + BLOCK));
    this.#count = entries.length;
  }

  /** Position of the first entry whose bytes are >= `bytes`. */
  #seek(bytes: string): [block: number, at: number] {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const last = this.#blocks[middle]?.at(-1);
      if (last && last.bytes < bytes) low = middle + 1;
      else high = middle;
    }
    const block = this.#blocks[low] ?? [];
    let from = 0;
    let to = block.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const entry = block[middle];
      if (entry && entry.bytes < bytes) from = middle + 1;
      else to = middle;
    }
    return [low, from];
  }

  get(bytes: string): IndexEntry | undefined {
    const entry = this.first(bytes);
    return entry?.bytes === bytes ? entry : undefined;
  }

  /** The first entry at or after `bytes`. */
  first(bytes: string): IndexEntry | undefined {
    const [block, at] = this.#seek(bytes);
    return this.#blocks[block]?.[at];
  }

  set(entry: IndexEntry): void {
    const [at, position] = this.#seek(entry.bytes);
    const known = this.#blocks[at]?.[position];
    if (known?.bytes === entry.bytes) {
      this.#blocks[at]?.splice(position, 1, entry);
      return;
    }
    this.#count++;
    const last = this.#blocks.length - 1;
    // A key after all others belongs at the end of the last block.
    const block = this.#blocks[at] ?? this.#blocks[last];
    if (!block) {
      this.#blocks.push([entry]);
      return;
    }
    block.splice(at > last ? block.length : position, 0, entry);
    if (block.length > 2 * BLOCK) this.#blocks.splice(Math.min(at, last) + 1, 0, block.splice(BLOCK));
  }

  delete(bytes: string): void {
    const [at, position] = this.#seek(bytes);
    const block = this.#blocks[at];
    if (!block || block[position]?.bytes !== bytes) return;
    block.splice(position, 1);
    this.#count--;
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** Entries from `from` on, in order. The index must not change while the iterator is in use. */
  *from(from: string): Generator<IndexEntry> {
    const [start, position] = this.#seek(from);
    for (let b = start; b < this.#blocks.length; b++) {
      const block = this.#blocks[b] ?? [];
      for (let i = b === start ? position : 0; i < block.length; i++) {
        const entry = block[i];
        if (entry) yield entry;
      }
    }
  }
}
