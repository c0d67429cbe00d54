import { refusal } from "#components/upload/failures.ts";
import type { Failure } from "#components/upload/item.ts";
import { askState } from "#components/upload/multipart/ask.ts";
import { forget } from "#components/upload/multipart/saved.ts";

/** Milliseconds before the first look, and the longest between two. */
const FIRST = 5_000;
const LAST = 300_000;

/**
 * Follows a stored file until the service has read it and proven its checksum: what this visit does not see, the next
 * one asks about.
 * @returns why it was withdrawn; null when it is proven.
 */
export async function watchProof(uploadId: string): Promise<Failure | null> {
  for (let pause = FIRST; ; pause = Math.min(LAST, pause * 2)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const answer = await askState(uploadId);
    if (!answer.ok && !answer.gone) continue;
    if (answer.ok && answer.data.status === "done" && !answer.data.verified) continue;
    await forget(uploadId);
    const reason = answer.ok ? answer.data.refusal : null;
    return reason === null ? null : { ...refusal(reason.code, reason.details), retry: false };
  }
}
