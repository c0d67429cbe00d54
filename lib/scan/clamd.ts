import "server-only";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay, setImmediate as soon } from "node:timers/promises";
import { CONNECT_MS, IDLE_MS, MAX_REPLY, VERDICT_MS } from "#lib/scan/constants.ts";
import { readReply, ScanError, type Verdict } from "#lib/scan/reply.ts";

/** Where clamd listens. */
export type Scanner = { host: string; port: number } | { path: string };

/** Milliseconds; tests have less time than clamd may take. */
export type Patience = { connectMs?: number; idleMs?: number; verdictMs?: number };

/** Bytes in one piece of a stream. */
const PIECE = 256 * 1024;

/** One question to clamd: what it has said so far, and whether it has hung up. */
class Line {
  readonly #socket: Socket;
  #heard = "";
  #failure: Error | null = null;
  readonly #over: Promise<void>;

  constructor(socket: Socket, idleMs: number) {
    this.#socket = socket;
    socket.setTimeout(idleMs, () => socket.destroy(new ScanError("the scanner has stopped answering")));
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      this.#heard += text;
      if (this.#heard.length > MAX_REPLY) socket.destroy(new ScanError("the scanner does not stop talking"));
    });
    socket.on("error", (error) => {
      this.#failure = error;
    });
    this.#over = new Promise((resolve) => {
      socket.once("end", resolve);
      socket.once("close", () => resolve());
    });
  }

  /** Whether the scanner has spoken, or hung up: then nothing more need be sent. */
  get isInterrupted(): boolean {
    return this.#heard !== "" || this.#failure !== null || !this.#socket.writable;
  }

  async send(bytes: string | Uint8Array): Promise<void> {
    if (this.isInterrupted || this.#socket.write(bytes)) return;
    const done = new AbortController();
    await Promise.race([
      once(this.#socket, "drain", { signal: done.signal }).catch(() => undefined),
      this.#over,
    ]);
    done.abort();
  }

  /** All that the scanner says until it hangs up. @throws {ScanError} where it does not in time. */
  async reply(withinMs: number): Promise<string> {
    this.#socket.setTimeout(0);
    const done = new AbortController();
    const late = delay(withinMs, "late" as const, { signal: done.signal }).catch(() => "late" as const);
    const ended = await Promise.race([this.#over, late]);
    done.abort();
    if (ended === "late") throw new ScanError("the scanner did not answer in time");
    if (this.#failure !== null && this.#heard === "") throw new ScanError(this.#failure.message);
    return this.#heard;
  }
}

/** Connects, has one thing said, and hangs up whatever comes of it. */
async function ask<T>(scanner: Scanner, patience: Patience, say: (line: Line) => Promise<T>): Promise<T> {
  const socket = connect({ ...scanner });
  try {
    const signal = AbortSignal.timeout(patience.connectMs ?? CONNECT_MS);
    await once(socket, "connect", { signal }).catch((error: unknown) => {
      const why = signal.aborted ? "it does not answer" : String((error as { code?: string }).code ?? error);
      throw new ScanError(`the scanner cannot be reached: ${why}`);
    });
    return await say(new Line(socket, patience.idleMs ?? IDLE_MS));
  } finally {
    socket.destroy();
  }
}

/** Bytes as zINSTREAM takes them: pieces, each behind its length in four bytes, the highest first. */
function* framed(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.byteLength; at += PIECE) {
    const piece = chunk.subarray(at, at + PIECE);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.byteLength);
    yield length;
    yield piece;
  }
}

/**
 * Has clamd scan `size` bytes as they come: memory stays flat.
 * @throws {ScanError} where there is no verdict, or it came before all had been sent; whatever reading the bytes throws.
 */
export async function scanStream(
  scanner: Scanner,
  bytes: AsyncIterable<Uint8Array>,
  size: number,
  patience: Patience = {},
): Promise<Verdict> {
  return ask(scanner, patience, async (line) => {
    await line.send("zINSTREAM\0");
    let sent = 0;
    for await (const chunk of bytes) {
      for (const piece of framed(chunk)) await line.send(piece);
      // Why it hangs up is to be heard before it is noticed that it has.
      await soon();
      if (line.isInterrupted) break;
      sent += chunk.byteLength;
    }
    await line.send(new Uint8Array(4));
    const verdict = readReply(await line.reply(patience.verdictMs ?? VERDICT_MS));
    // Nothing is clean of which the scanner has not had every byte.
    if (sent !== size && verdict.is !== "too_large")
      throw new ScanError(`the scanner had ${sent} of ${size} bytes when it answered`);
    return verdict;
  });
}

/** What clamd and its signatures are: "ClamAV 1.4.3/27800/Mon Nov 23 09:30:12 2026". @throws {ScanError} */
export async function scannerVersion(scanner: Scanner, patience: Patience = {}): Promise<string> {
  return ask(scanner, patience, async (line) => {
    await line.send("zVERSION\0");
    const reply = await line.reply(patience.connectMs ?? CONNECT_MS);
    if (!/^ClamAV [^\0]+\0$/.test(reply)) throw new ScanError("what answers there is no clamd");
    return reply.slice(0, -1);
  });
}
