import type { HashAnswer } from "#components/upload/hash.worker.ts";
import { missingCode } from "#components/upload/missing-code.ts";
import type { HashOutcome } from "#components/upload/transport.ts";

const NO_WORKER: HashOutcome = { ok: false, failure: { from: "browser", reason: "no_worker", retry: true } };
const UNREADABLE: HashOutcome = {
  ok: false,
  failure: { from: "browser", reason: "unreadable", retry: false },
};

/** Workers that have nothing to do; the queue never asks for more than it has places. */
const idle: Worker[] = [];

/**
 * Milliseconds without any sign of a worker after which it is lost: it gives one each second while it reads. Browsers
 * were seen to lose one among hundreds.
 */
const SILENCE = 20_000;
const TRIES = 2;

function outcome(answer: Exclude<HashAnswer, { reading: true }>): HashOutcome {
  if ("sha256" in answer) return { ok: true, sha256: answer.sha256 };
  return answer.error === "NotReadableError" || answer.error === "NotFoundError" ? UNREADABLE : NO_WORKER;
}

/** SHA-256 of a file, taken off the main thread. A signal ends it, as if there were no worker. */
export async function hash(file: Blob, signal?: AbortSignal): Promise<HashOutcome> {
  for (let left = TRIES; left > 0; left -= 1) {
    const result = await hashOnWorker(file, signal);
    if (result !== "lost") return result;
  }
  return NO_WORKER;
}

function hashOnWorker(file: Blob, signal: AbortSignal | undefined): Promise<HashOutcome | "lost"> {
  return new Promise((resolve) => {
    const worker = idle.pop() ?? new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
    const done = new AbortController();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const finish = (result: HashOutcome | "lost") => {
      clearTimeout(silence);
      done.abort();
      resolve(result);
    };
    const end = (result: HashOutcome | "lost") => {
      worker.terminate();
      finish(result);
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => end("lost"), SILENCE);
    };
    const answer = ({ data }: MessageEvent<HashAnswer>) => {
      if ("reading" in data) return listen();
      idle.push(worker);
      finish(outcome(data));
    };
    // What it cannot read it says; an error is that its code could not be fetched.
    const broken = () => {
      clearTimeout(silence);
      void missingCode().then((reason) =>
        end({ ok: false, failure: { from: "browser", reason, retry: true } }),
      );
    };
    worker.addEventListener("message", answer, { signal: done.signal });
    worker.addEventListener("error", broken, { signal: done.signal });
    signal?.addEventListener("abort", () => end(NO_WORKER), { signal: done.signal });
    listen();
    worker.postMessage(file);
  });
}
