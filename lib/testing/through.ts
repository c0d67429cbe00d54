import type { Actor } from "#lib/auth/actor.ts";
import { receiveFile, storeReceived, type ThroughFile } from "#lib/uploads/through.ts";

/** Uploads a file through the server, as the API does. */
export async function uploadThrough(
  actor: Actor,
  file: ThroughFile,
  body: ReadableStream<Uint8Array>,
  size: number | null,
) {
  await using bytes = await receiveFile(actor, file, body, size);
  // Waited for here: the bytes are let go of at the end of this block.
  return await storeReceived(actor, file, bytes);
}
