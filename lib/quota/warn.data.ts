import "server-only";
import { database } from "#db/client.ts";
import { reachableAdministrators, recipientAmong } from "#lib/mail/recipient.data.ts";
import { readRoom } from "#lib/quota/data.ts";
import { settled, type Warning, warningAt } from "#lib/quota/room.ts";

/** Who is to be warned, and of what; null where there is nothing to warn of any more, or nobody. */
export async function findRecipient(schoolId: string, userId: string, warning: Warning) {
  const room = await readRoom(database(), schoolId);
  if (room === null || (warningAt(room.quota, settled(room)) ?? 0) < warning) return null;
  const person = await recipientAmong(reachableAdministrators(schoolId), userId);
  return person && { ...person, quota: room.quota, used: settled(room), trash: room.trash };
}
