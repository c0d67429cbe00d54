import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { documentsOf } from "#lib/testing/rows.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import type { Caller, Stored } from "#scripts/faults/caller.ts";
import type { Ground } from "#scripts/faults/ground.ts";
import type { Book, Sent, Target } from "#scripts/faults/random/book.ts";

type Row = Awaited<ReturnType<typeof documentsOf>>[number] & { found: string };

async function rowsOf(schoolId: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const row of await documentsOf(schoolId)) {
    const bytes = await readBucket(row.filePath);
    rows.push({ ...row, found: bytes === null ? "none" : sha256Of(bytes) });
  }
  return rows;
}

/** SHA-256 of the bytes of a document's old versions, as the bucket has them: the worker may not have read them yet. */
async function versionHashes(documentId: string): Promise<string[]> {
  const kept = await database()
    .select({ key: objects.key })
    .from(documentVersions)
    .innerJoin(objects, eq(objects.id, documentVersions.objectId))
    .where(eq(documentVersions.documentId, documentId));
  const bytes = await Promise.all(kept.map(({ key }) => readBucket(key)));
  return bytes.filter((each) => each !== null).map(sha256Of);
}

/** What does not fit of a file that was there before. */
async function targetFaults(target: Target, row: Row | undefined): Promise<string[]> {
  if (row === undefined) return [`document ${target.id} is gone`];
  const faults: string[] = [];
  const isTrashed = row.deletedAt !== null;
  if (target.isDeleted && !isTrashed) faults.push("its deletion was told, and it is there");
  if (target.deletions === 0 && isTrashed) faults.push("nobody has deleted it, and it is in the trash");
  if (!target.may.has(row.found)) faults.push(`it holds bytes that it was never given: ${row.found}`);
  const before = await versionHashes(row.id);
  for (const hash of target.must)
    if (row.found !== hash && !before.includes(hash)) faults.push(`a version that was told is lost: ${hash}`);
  if (!target.names.has(row.filename)) faults.push(`it has a name that nobody gave it: ${row.filename}`);
  // The first of its names is the one that it had.
  if (target.isRenamed && row.filename === [...target.names][0]) faults.push("its new name is lost");
  return faults.map((fault) => `document ${target.id}: ${fault}`);
}

/** What does not fit of a file that was sent anew. */
function sentFaults({ file, sha256, becomes, ids }: Sent, rows: readonly Row[]): string[] {
  const own = rows.filter(({ found }) => found === sha256);
  const faults: string[] = [];
  if (own.length > 1) faults.push(`became ${own.length} documents`);
  if (becomes === "document" && own.length === 0) faults.push("is lost");
  if (becomes === "nothing" && own.length > 0) faults.push("is there, and must not be");
  for (const id of ids)
    if (!own.some((row) => row.id === id)) faults.push(`was told to be ${id}, and is not`);
  for (const row of own) {
    if (row.filename !== file.name) faults.push(`is called ${row.filename}`);
    if (row.deletedAt !== null) faults.push("is in the trash");
  }
  return faults.map((fault) => `${file.name}: ${fault}`);
}

/** What an app lists, page after page. */
async function listedAt(caller: Caller, app: Ground["apps"][number]): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "limit=20" : `limit=20&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await caller.ask<{ data: Stored[]; next_cursor: string | null }>(
      app,
      "GET",
      `/documents?${query}`,
    );
    expect({ listing: status }).toEqual({ listing: 200 });
    ids.push(...body.data.map(({ id }) => id));
    cursor = body.next_cursor;
  }
  return ids;
}

/** What does not fit between what the clients were told and what is there now, by database, bucket and both apps. */
export async function judge(ground: Ground, schoolId: string, caller: Caller, book: Book): Promise<string[]> {
  const rows = await rowsOf(schoolId);
  const faults = [...book.wrong];
  for (const target of book.targets)
    faults.push(
      ...(await targetFaults(
        target,
        rows.find(({ id }) => id === target.id),
      )),
    );
  const anew = rows.filter((row) => !book.targets.some(({ id }) => id === row.id));
  for (const sent of book.sent) faults.push(...sentFaults(sent, anew));
  for (const row of anew)
    if (!book.sent.some(({ sha256 }) => sha256 === row.found))
      faults.push(`document ${row.id} (${row.filename}) holds what nobody has sent: ${row.found}`);
  const live = rows.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
  for (const app of ground.apps) {
    const listed = await listedAt(caller, app);
    if (listed.toSorted().join() !== live.toSorted().join())
      faults.push(`${app.baseUrl} lists ${listed.length} documents, and ${live.length} are there`);
  }
  const left = await database().select().from(uploads).where(eq(uploads.schoolId, schoolId));
  for (const { id, status, method } of left)
    if (status === "pending" && method !== "multipart")
      faults.push(`upload ${id} (${method}) is pending after two sweeps`);
  return faults;
}
