import { MAX_REPLY } from "#lib/scan/constants.ts";

/**
 * What a scanner says of a file. `found` is what it calls what it found; `over_limits` it did not look through, however
 * small it is: somebody may have made it so.
 */
export type Verdict =
  | { is: "clean" }
  | { is: "infected"; found: string }
  | { is: "too_large" }
  | { is: "over_limits" };

/** Thrown where a scanner cannot be reached, or says anything but a verdict: then nothing is known of the file. */
export class ScanError extends Error {
  override readonly name = "ScanError";
}

/** Names as audit and pages show them. */
const plain = (name: string) => name.replace(/[^\x20-\x7e]/g, "?").slice(0, 100);

/**
 * Reads clamd's whole answer to zINSTREAM. Only exactly `stream: OK`, ended as clamd ends it, is clean: whatever is cut
 * short, has more behind it or is not understood is no verdict.
 * @throws {ScanError}
 */
export function readReply(reply: string): Verdict {
  if (reply === "stream: OK\0") return { is: "clean" };
  if (reply === "INSTREAM size limit exceeded. ERROR\0") return { is: "too_large" };
  const found = /^stream: ([^\0]+) FOUND\0$/.exec(reply)?.[1];
  if (found === undefined || reply.length > MAX_REPLY)
    throw new ScanError(`the scanner said ${JSON.stringify(plain(reply))}`);
  // What AlertExceedsMax has it say of archives that it did not look through: it found nothing.
  if (found.startsWith("Heuristics.Limits.Exceeded")) return { is: "over_limits" };
  return { is: "infected", found: plain(found) };
}
