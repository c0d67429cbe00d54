import { PARTS } from "#components/upload/failures.ts";
import { signedParts, stateOf } from "#components/upload/multipart/ask.ts";
import { fingerprint } from "#components/upload/multipart/fingerprint.ts";
import { hashOnce, stopHash } from "#components/upload/multipart/hash-once.ts";
import { line } from "#components/upload/multipart/line.ts";
import { Ended, type PartsOutcome, type Tag } from "#components/upload/multipart/outcome.ts";
import { MAX_LANES } from "#components/upload/multipart/pace.ts";
import { connection, MAX_TRIES, pauseBefore, wait } from "#components/upload/multipart/pause.ts";
import { putPart } from "#components/upload/multipart/put-part.ts";
import { find, save, savedParts, savePart } from "#components/upload/multipart/saved.ts";
import { Signatures } from "#components/upload/multipart/signatures.ts";
import { readable } from "#components/upload/readable.ts";
import { partBytes, partRange } from "#lib/uploads/parts.ts";
import type { PartsTicket } from "#lib/uploads/types.ts";

export type Sending = {
  ticket: PartsTicket;
  file: File;
  owner: string;
  /** Whether parts of it may be there already. */
  again: boolean;
  onProgress: (sent: number) => void;
  /** Aborted with "removed" when the file is given up, with anything else when it may go on later. */
  signal: AbortSignal;
};

/** The sending of one file: which parts are there, which are on their way, and what is left. */
class Transfer {
  readonly #sending: Sending;
  readonly #signal: AbortSignal;
  readonly #signatures: Signatures;
  readonly #tags = new Map<number, Tag>();
  readonly #underWay = new Map<number, number>();
  #left: number[] = [];
  #there = 0;

  constructor(sending: Sending, signal: AbortSignal) {
    this.#sending = sending;
    this.#signal = signal;
    const { uploadId, signed } = sending.ticket;
    this.#signatures = new Signatures(uploadId, signal, signedParts, signed);
  }

  /** Sends what the store does not have yet. Throws `Ended`, or the signal's reason. */
  async run(known: readonly Tag[]): Promise<Tag[] | null> {
    const { partCount } = this.#sending.ticket;
    for (const tag of known) this.#arrived(tag);
    this.#left = Array.from({ length: partCount }, (_, at) => at + 1).filter(
      (number) => !this.#tags.has(number),
    );
    this.#tell();
    await Promise.all(Array.from({ length: MAX_LANES }, () => this.#lane()));
    const tags = [...this.#tags.values()].toSorted((a, b) => a.number - b.number);
    return tags.every(({ etag }) => etag !== "") ? tags : null;
  }

  async #lane(): Promise<void> {
    for (;;) {
      await line.take(this.#signal);
      const number = this.#left.shift();
      try {
        if (number === undefined) return;
        await this.#send(number);
      } finally {
        line.give();
      }
    }
  }

  async #send(number: number): Promise<void> {
    const { file, ticket } = this.#sending;
    const { start, end } = partRange(file.size, ticket.partSize, number);
    for (let tries = 1; ; tries += 1) {
      await connection(this.#signal);
      const signed = await this.#signatures.take(number, this.#left);
      const answer = await putPart(signed, file.slice(start, end), this.#progressOf(number), this.#signal);
      this.#underWay.delete(number);
      this.#signal.throwIfAborted();
      if (answer.status >= 200 && answer.status < 300) {
        const tag = { number, etag: answer.etag ?? "" };
        await savePart(ticket.uploadId, tag);
        this.#arrived(tag);
        this.#tell();
        return;
      }
      this.#tell();
      tries = await this.#setback(number, answer.status, tries);
    }
  }

  /** Decides what a part that was not taken means, and waits before the next try; answers the tries that count. */
  async #setback(number: number, status: number, tries: number): Promise<number> {
    if (status === 404) throw new Ended({ is: "gone" });
    if (status === 0 && !(await readable(this.#sending.file))) throw new Ended({ is: "unreadable" });
    this.#signatures.drop(number);
    // Without a connection nothing was tried.
    if (status === 0 && !navigator.onLine) return tries - 1;
    if (tries >= MAX_TRIES) throw new Ended({ is: "failed", failure: PARTS });
    // A signature that has run out says nothing of the line.
    if (status === 403 && tries === 1) return tries;
    line.failed();
    await wait(pauseBefore(tries), this.#signal);
    return tries;
  }

  #arrived(tag: Tag): void {
    const { file, ticket } = this.#sending;
    if (this.#tags.has(tag.number)) return;
    this.#tags.set(tag.number, tag);
    this.#there += partBytes(file.size, ticket.partSize, tag.number);
  }

  #progressOf(number: number): (sent: number) => void {
    return (sent) => {
      line.moved(Math.max(0, sent - (this.#underWay.get(number) ?? 0)));
      this.#underWay.set(number, sent);
      this.#tell();
    };
  }

  #tell(): void {
    const moving = [...this.#underWay.entries()].filter(([number]) => !this.#tags.has(number));
    this.#sending.onProgress(this.#there + moving.reduce((sum, [, sent]) => sum + sent, 0));
  }
}

/** The parts that need not be sent; `done` where the server has the whole file already. Throws `Ended`. */
async function knownParts({ ticket, again }: Sending, signal: AbortSignal): Promise<Tag[] | "done"> {
  if (!again) return [];
  const state = await stateOf(ticket.uploadId, signal);
  if (state.status === "done" || state.status === "refused") return "done";
  if (state.status !== "pending") throw new Ended({ is: "gone" });
  return (
    state.parts?.map(({ part_number, etag }) => ({ number: part_number, etag })) ??
    (await savedParts(ticket.uploadId))
  );
}

/** Keeps what it takes to go on after a reload. */
async function remember({ ticket, file, owner }: Sending): Promise<void> {
  if ((await find(ticket.uploadId)) !== null) return;
  const print = await fingerprint(file);
  if (print === null) throw new Ended({ is: "unreadable" });
  await save({ uploadId: ticket.uploadId, owner, print, expiresAt: Date.parse(ticket.expiresAt) });
}

/** The checksum (hex) of the whole file; null where the browser could not take it. */
async function checksum({ ticket, file }: Sending): Promise<string | null> {
  const result = await hashOnce(file);
  if (!result.ok && result.failure.from === "browser" && result.failure.reason === "unreadable")
    throw new Ended({ is: "unreadable" });
  if (!result.ok) return null;
  const saved = await find(ticket.uploadId);
  // Parts of another file are there: it was changed in its middle.
  if (saved?.sha256 !== undefined && saved.sha256 !== result.sha256) throw new Ended({ is: "gone" });
  if (saved !== null) await save({ ...saved, sha256: result.sha256 });
  return result.sha256;
}

/**
 * Sends a file in parts, those that the store has not got yet, and reads it for its checksum meanwhile. Memory stays
 * flat: the browser reads each part from the disk as it leaves.
 */
export async function sendFile(sending: Sending): Promise<PartsOutcome> {
  const stop = new AbortController();
  const signal = AbortSignal.any([sending.signal, stop.signal]);
  try {
    const known = await knownParts(sending, signal);
    if (known === "done") return { is: "sent", proof: { sha256: null, parts: null } };
    await remember(sending);
    signal.throwIfAborted();
    const [sha256, parts] = await Promise.all([checksum(sending), new Transfer(sending, signal).run(known)]);
    return { is: "sent", proof: { sha256, parts } };
  } catch (error) {
    if (sending.signal.reason === "removed") stopHash(sending.file);
    if (sending.signal.aborted) return { is: "cancelled" };
    return error instanceof Ended ? error.outcome : { is: "failed", failure: PARTS };
  } finally {
    stop.abort();
  }
}
