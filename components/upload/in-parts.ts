import { abort } from "#components/upload/confirm.ts";
import { missingCode } from "#components/upload/missing-code.ts";
import type { Transport } from "#components/upload/transport.ts";
import { hasUnfinished } from "#components/upload/unfinished.ts";

/**
 * Fetches the code that an upload in parts takes from its beginning to its end. A new build of the app may take it away
 * from the server while the page is open. What is missed here is fetched when it is needed.
 */
export function fetchAhead(): void {
  const all = [
    import("#components/upload/multipart/send-file.ts"),
    import("#components/upload/multipart/saved.ts"),
    import("#components/upload/multipart/fingerprint.ts"),
    import("#components/upload/multipart/watch.ts"),
  ];
  for (const code of all) code.catch(() => undefined);
}

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
        async () => {
          const reason = await missingCode();
          return { is: "failed", failure: { from: "browser", reason, retry: true } } as const;
        },
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
