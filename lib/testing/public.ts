import { PutObjectCommand } from "@aws-sdk/client-s3";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { publicBucket, store } from "#lib/storage/client.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { storeFile } from "#lib/testing/upload.ts";

/** A picture among the media of the actor's school. */
export async function storePicture(actor: Actor, filename = "patio.png"): Promise<DocumentRecord> {
  return storeFile(actor, { kind: "media", filename, contentType: TYPES.png }, pngFile());
}

/** What anybody gets who opens a public link. */
export async function openLink(url: string | null): Promise<Response> {
  if (url === null) throw new Error("There is no link.");
  return fetch(url, { redirect: "error" });
}

/** Does `work` while this installation has no public bucket. */
export async function withoutPublicBucket<T>(work: () => Promise<T>): Promise<T> {
  const settings = config();
  const { R2_PUBLIC_BASE_URL: before } = settings;
  settings.R2_PUBLIC_BASE_URL = undefined;
  try {
    return await work();
  } finally {
    settings.R2_PUBLIC_BASE_URL = before;
  }
}

/** Copies bytes to the public bucket as a worker does that hangs and comes back too late. */
export async function copyLate(key: string, publicKey: string): Promise<void> {
  const { client } = store();
  const bytes = await readBucket(key);
  await client.send(
    new PutObjectCommand({ Bucket: publicBucket().bucket, Key: publicKey, Body: bytes ?? new Uint8Array() }),
  );
}

/** Takes a job out of the queue, as when its worker was killed and nobody knows. */
export async function lose(key: string): Promise<void> {
  await database().execute(sql`delete from graphile_worker._private_jobs where key = ${key}`);
}

/** Makes a document one whose checksum nobody has proven yet. */
export async function unproven(id: string): Promise<void> {
  await database().update(documents).set({ sha256VerifiedAt: null }).where(eq(documents.id, id));
}

/** Moves time on for the logo that a school wants: it was chosen long ago. */
export async function agePicked(schoolId: string): Promise<void> {
  await database()
    .update(schoolLogos)
    .set({ wantedAt: sql`${schoolLogos.wantedAt} - interval '1 day'` })
    .where(eq(schoolLogos.schoolId, schoolId));
}

/** A PNG that begins and ends as one, and holds nothing that can be decoded. */
export function brokenPicture(): Buffer {
  const whole = pngFile();
  const broken = Buffer.from(whole);
  const data = broken.indexOf("IDAT", 0, "latin1");
  broken.fill(0xff, data + 4, broken.length - 16);
  return broken;
}
