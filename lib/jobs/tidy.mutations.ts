import "server-only";
import { and, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { bulkActions } from "#db/schema/bulk-actions.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { rateLimits } from "#db/schema/rate-limits.ts";
import { sessions } from "#db/schema/sessions.ts";
import { signInSteps } from "#db/schema/sign-in-steps.ts";
import { uploads } from "#db/schema/uploads.ts";

async function tidyBulkActions(): Promise<void> {
  const db = database();
  // One by one: each may have a hundred thousand items.
  for (let deleted = 1; deleted > 0; ) {
    const old = db
      .select({ id: bulkActions.id })
      .from(bulkActions)
      .where(lt(bulkActions.finishedAt, sql`now() - interval '30 days'`))
      // What was undone ended before its undo, and goes first.
      .orderBy(bulkActions.finishedAt, bulkActions.createdAt)
      .limit(1);
    const rows = await db
      .delete(bulkActions)
      .where(inArray(bulkActions.id, old))
      .returning({ id: bulkActions.id });
    deleted = rows.length;
  }
}

/**
 * Removes what nobody asks for any more: ended windows, first steps of signing in, old sessions, and uploads and bulk actions that ended a month
 * ago.
 */
export async function tidy(): Promise<void> {
  const db = database();
  await db.delete(rateLimits).where(lt(rateLimits.resetsAt, sql`now()`));
  await db.delete(signInSteps).where(lt(signInSteps.expiresAt, sql`now()`));
  await db.delete(passwordResets).where(lt(passwordResets.expiresAt, sql`now()`));
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now() - interval '30 days'`));
  const ended = and(ne(uploads.status, "pending"), lt(uploads.finishedAt, sql`now() - interval '30 days'`));
  const old = db
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(ended, sql`(${uploads.status} = 'done' or ${isNull(uploads.objectId)})`))
    .limit(10_000);
  await db.delete(uploads).where(inArray(uploads.id, old));
  await tidyBulkActions();
}
