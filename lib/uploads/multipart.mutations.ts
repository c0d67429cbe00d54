import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";

/** What is noted along with the time until which an upload's key can be written. */
type Noted = {
  /** How many of its parts are signed with it. */
  parts?: number;
  /** What the store calls the multipart upload that it has just opened. */
  storeUploadId?: string;
};

/**
 * Notes until when somebody can still write an upload's key: before a signature leaves, and before the store is asked
 * to join parts, so that a deletion is done again after that.
 * @returns false when the upload has ended.
 */
export async function extendWriting(
  uploadId: string,
  until: Date,
  { parts = 0, storeUploadId }: Noted = {},
): Promise<boolean> {
  const later = sql`greatest(signed_until, ${until.toISOString()}::timestamptz)`;
  // One statement: it comes before every batch of signatures, and a transaction would go to and fro four times.
  const extended = await database().execute(sql`
    with extended as (
      update ${uploads} set signed_until = ${later}, signed_parts = signed_parts + ${parts}::int,
        store_upload_id = coalesce(${storeUploadId ?? null}, store_upload_id)
      where id = ${uploadId} and status = 'pending' returning id, object_id
    ), extended_object as (
      update ${objects} set signed_until = ${later} where id = (select object_id from extended)
    )
    select id from extended`);
  return extended.length > 0;
}

/** Keeps the checksum (hex) that the sender of a multipart upload names at its end, whoever settles it then. */
export async function keepChecksum(uploadId: string, sha256: string): Promise<void> {
  await database()
    .update(uploads)
    .set({ sha256 })
    .where(and(eq(uploads.id, uploadId), eq(uploads.status, "pending"), isNull(uploads.sha256)));
}
