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

function outcome(answer: HashAnswer): HashOutcome {
  if ("sha256" in answer) return { ok: true, sha256: answer.sha256 };
  return answer.error === "NotReadableError" || answer.error === "NotFoundError" ? UNREADABLE : NO_WORKER;
}

/** SHA-256 of a file, taken off the main thread. A signal ends it, as if there were no worker. */
export function hash(file: Blob, signal?: AbortSignal): Promise<HashOutcome> {
  return new Promise((resolve) => {
    const worker = idle.pop() ?? new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
    const done = new AbortController();
    const answer = ({ data }: MessageEvent<HashAnswer>) => {
      done.abort();
      idle.push(worker);
      resolve(outcome(data));
    };
    const end = () => {
      done.abort();
      worker.terminate();
    };
    const stopped = () => {
      end();
      resolve(NO_WORKER);
    };
    // What it cannot read it says; an error is that its code could not be fetched.
    const broken = () => {
      end();
      void missingCode().then((reason) =>
        resolve({ ok: false, failure: { from: "browser", reason, retry: true } }),
      );
    };
    worker.addEventListener("message", answer, { signal: done.signal });
    worker.addEventListener("error", broken, { signal: done.signal });
    signal?.addEventListener("abort", stopped, { signal: done.signal });
    worker.postMessage(file);
  });
}
