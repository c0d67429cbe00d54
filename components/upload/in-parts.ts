import { abort } from "#components/upload/confirm.ts";
import { CONNECTION } from "#components/upload/failures.ts";
import type { Transport } from "#components/upload/transport.ts";
import { hasUnfinished } from "#components/upload/unfinished.ts";

type InParts = Pick<Transport, "sendParts" | "abort" | "fingerprint" | "restore" | "watch">;

/**
 * The transport of files in parts, for one person in one school: `owner` keeps apart what several leave in one browser.
 * Its code is fetched when the first such file is there, or was left from before.
 */
export function inParts(owner: string): InParts {
  return {
    sendParts(ticket, file, again, onProgress) {
      const stop = new AbortController();
      const outcome = import("#components/upload/multipart/send-file.ts").then(
        ({ sendFile }) => sendFile({ ticket, file, owner, again, onProgress, signal: stop.signal }),
        () => ({ is: "failed", failure: CONNECTION }) as const,
      );
      return { outcome, cancel: (forGood) => stop.abort(forGood ? "removed" : "held") };
    },
    abort(uploadId, isInParts) {
      abort(uploadId);
      if (!isInParts) return;
      void import("#components/upload/multipart/saved.ts").then(({ forget }) => forget(uploadId));
    },
    async fingerprint(file) {
      const { fingerprint } = await import("#components/upload/multipart/fingerprint.ts");
      return fingerprint(file);
    },
    async restore() {
      if (!hasUnfinished()) return [];
      const { restore } = await import("#components/upload/multipart/restore.ts");
      return restore(owner);
    },
    async watch(uploadId) {
      const { watchProof } = await import("#components/upload/multipart/watch.ts");
      return watchProof(uploadId);
    },
  };
}
