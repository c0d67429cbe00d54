import type { HashAnswer } from "#components/upload/hash.worker.ts";
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
    const broken = () => {
      done.abort();
      worker.terminate();
      resolve(NO_WORKER);
    };
    worker.addEventListener("message", answer, { signal: done.signal });
    worker.addEventListener("error", broken, { signal: done.signal });
    signal?.addEventListener("abort", broken, { signal: done.signal });
    worker.postMessage(file);
  });
}
