import { Readable } from "node:stream";
import { storageError, storageFailure } from "#lib/storage/errors.ts";

export type Pace = {
  /** Longest wait for the next bytes, in ms. */
  idleMs: number;
  /** Fewest bytes a second, while somebody waits for them. */
  slowest: number;
  /** Milliseconds of waiting before that counts. */
  graceMs: number;
};

const PACE: Pace = { idleMs: 15_000, slowest: 10_000, graceMs: 30_000 };

/**
 * The bytes of an answer's body as they come. It fails when the store sends none for 15 seconds, or hardly any for
 * longer, while they are waited for; whoever reads may take their time.
 * @throws {StorageError} as the stream's error.
 */
export function steadily(body: Readable, { idleMs, slowest, graceMs }: Pace = PACE): Readable {
  let received = 0;
  let waited = 0;
  let since: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const fail = (what: string) => void steady.destroy(storageFailure("timed_out", what));
  const wait = () => {
    since ??= performance.now();
    timer ??= setTimeout(fail, idleMs, "a body that stood still");
  };
  const rest = () => {
    if (since !== null) waited += performance.now() - since;
    since = null;
    clearTimeout(timer);
    timer = undefined;
  };
  const steady = new Readable({
    read() {
      wait();
      body.resume();
    },
    destroy(error, done) {
      rest();
      body.destroy();
      done(error);
    },
  });
  body.on("data", (chunk: Buffer) => {
    rest();
    received += chunk.byteLength;
    if (waited > graceMs && received / waited < slowest / 1000) fail("a body that only drips");
    else if (steady.push(chunk)) wait();
    else body.pause();
  });
  body.on("end", () => {
    rest();
    steady.push(null);
  });
  body.on("error", (error) => void steady.destroy(storageError(error)));
  body.on("close", () => {
    if (!body.readableEnded) steady.destroy(storageFailure("connection_lost", "a body without its end"));
  });
  body.pause();
  return steady;
}
