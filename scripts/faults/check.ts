import { and, eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { listBucket, openMultiparts, readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures } from "#lib/testing/jobs.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import type { Ground } from "#scripts/faults/ground.ts";
import { until } from "#scripts/prove/until.ts";

const QUIET_MS = 90_000;

/** Has one of the workers sweep, and waits for it; what is looked at only after a while is looked at now. */
export async function sweepOnce(): Promise<void> {
  await database().execute(sql`
    update uploads set next_check_at = now() - interval '1 second' where status = 'pending'`);
  await database().execute(sql`
    update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_at is not null`);
  const [job] = await database().execute<{ id: string }>(sql`
    select id::text from graphile_worker.add_job('sweep', '{}'::json, max_attempts => 25)`);
  await until(
    "the sweep has run",
    async () => {
      const [left] = await database().execute(
        sql`select from graphile_worker._private_jobs where id = ${job?.id ?? ""}::bigint`,
      );
      return left === undefined;
    },
    QUIET_MS,
  );
}

/** Has every job done that is due, the failed ones at once. */
async function untilQuiet(ground: Ground): Promise<void> {
  await until(
    "no job is left to do",
    async () => {
      await database().execute(sql`
        update graphile_worker._private_jobs set run_at = now()
        where last_error is not null and locked_at is null and attempts < max_attempts and run_at > now()`);
      return (await ground.jobsAtHand()).length === 0;
    },
    QUIET_MS,
  ).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${(await ground.jobsAtHand()).join(", ")}`);
  });
}

/** A day passes for everything of a school that is under way: what never came is given up, signatures have ended. */
export async function aDayPasses(schoolId: string): Promise<void> {
  await database()
    .update(uploads)
    .set({ expiresAt: sql`now() - interval '1 minute'`, signedUntil: sql`now() - interval '1 hour'` })
    .where(and(eq(uploads.schoolId, schoolId), eq(uploads.status, "pending")));
  await endSignatures(schoolId);
}

/** Ends every fault and lets the sweeper run twice, and what it starts come to its end. */
export async function settle(ground: Ground, schoolId: string): Promise<void> {
  await ground.mend();
  for (let times = 0; times < 2; times += 1) {
    await sweepOnce();
    await endSignatures(schoolId);
    await untilQuiet(ground);
  }
}

/** What is kept under the name of each document and old version: its key and the SHA-256 that it is said to have. */
async function keptOf(schoolId: string): Promise<{ key: string; sha256: string | null }[]> {
  const db = database();
  const now = await db
    .select({ key: documents.filePath, sha256: documents.sha256 })
    .from(documents)
    .where(eq(documents.schoolId, schoolId));
  const before = await db
    .select({ key: objects.key, sha256: documentVersions.sha256 })
    .from(documentVersions)
    .innerJoin(objects, eq(objects.id, documentVersions.objectId))
    .where(eq(documentVersions.schoolId, schoolId));
  return [...now, ...before];
}

/** Every transition is in the audit exactly once: an upload begins once and ends once. */
async function expectAudit(schoolId: string): Promise<void> {
  const events = await database()
    .select({ action: auditEvents.action, target: auditEvents.targetId })
    .from(auditEvents)
    .where(eq(auditEvents.schoolId, schoolId));
  const times = (action: string, target: string) =>
    events.filter((event) => event.action === action && event.target === target).length;
  const rows = await database().select().from(uploads).where(eq(uploads.schoolId, schoolId));
  for (const upload of rows) {
    const { id, status } = upload;
    const ends = ["refused", "aborted", "expired"].map((end) => times(`upload.${end}`, id));
    expect({ id, began: times("upload.requested", id), ends }).toEqual({
      id,
      began: 1,
      ends: ["refused", "aborted", "expired"].map((end) => (end === status ? 1 : 0)),
    });
  }
  const done = rows.filter(({ status }) => status === "done");
  for (const action of ["document.created", "document.replaced"] as const) {
    const brought = done.filter((row) => row.isReplacement === (action === "document.replaced"));
    expect({ action, times: events.filter((event) => event.action === action).length }).toEqual({
      action,
      times: brought.length,
    });
  }
  const purged = events.filter((event) => event.action === "document.purged").map(({ target }) => target);
  expect(new Set(purged).size).toBe(purged.length);
}

/** Nothing is anywhere in the bucket, not even a part, that no row knows. */
async function expectNothingUnknown(): Promise<void> {
  const rows = await database().select({ key: objects.key }).from(objects);
  const known = new Set(rows.map(({ key }) => key));
  const there = [...(await listBucket("")).keys(), ...(await openMultiparts(""))];
  // The audit's seals are known by their school and number, not by rows.
  expect(there.filter((key) => !known.has(key) && !key.startsWith("audit/"))).toEqual([]);
}

/**
 * The invariants of assurance, "Reliability invariants", by what database and bucket themselves say; with them that the
 * bytes of each file are those that were given.
 * @param given the SHA-256 of what was uploaded, where the test knows all of it.
 */
export async function expectSound(schoolId: string, given?: ReadonlySet<string>): Promise<void> {
  await expectInvariants(schoolId);
  await expectNothingUnknown();
  await expectAudit(schoolId);
  for (const { key, sha256 } of await keptOf(schoolId)) {
    const bytes = await readBucket(key);
    const found = bytes === null ? "none" : sha256Of(bytes);
    if (sha256 !== null) expect({ key, sha256: found }).toEqual({ key, sha256 });
    if (given !== undefined) expect({ key, isGiven: given.has(found) }).toEqual({ key, isGiven: true });
  }
}
