import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditChecks } from "#db/schema/audit-checks.ts";
import { copyHeads } from "#lib/audit/copy.ts";
import { record } from "#lib/audit/mutations.ts";
import { sealChain } from "#lib/audit/seal.ts";
import type { AuditCheck } from "#lib/audit/types.ts";
import { verifyChain } from "#lib/audit/verify.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { log } from "#lib/log.ts";

const TELL_EVERY_MS = 1_000;

/**
 * Has the trail of the actor's school checked by the worker; one that is under way goes on.
 * @throws {AppError} `forbidden`.
 */
export async function requestCheck(actor: Actor): Promise<void> {
  await authorize(actor, "audit:read");
  const { schoolId, userId } = actor;
  const begun = {
    state: "running" as const,
    askedBy: userId,
    askedAt: sql`now()`,
    workedAt: sql`now()`,
    events: 0,
  };
  await database().transaction(async (tx) => {
    const rows = await tx
      .insert(auditChecks)
      .values({ schoolId, ...begun })
      .onConflictDoUpdate({
        target: auditChecks.schoolId,
        set: { ...begun, finishedAt: null },
        // One that has stood still for a minute has lost its worker.
        setWhere: sql`${auditChecks.state} <> 'running' or ${auditChecks.workedAt} < now() - interval '1 minute'`,
      })
      .returning({ schoolId: auditChecks.schoolId });
    if (rows.length > 0) await addJob(tx, "check_audit", { schoolId }, { key: `check_audit:${schoolId}` });
  });
}

async function keep(schoolId: string, found: AuditCheck): Promise<void> {
  await database().transaction(async (tx) => {
    const [row] = await tx
      .update(auditChecks)
      .set({ state: "done", found, events: found.events, workedAt: sql`now()`, finishedAt: sql`now()` })
      .where(eq(auditChecks.schoolId, schoolId))
      .returning({ askedBy: auditChecks.askedBy });
    await record(
      tx,
      { schoolId, userId: row?.askedBy ?? null, origin: localOrigin("worker") },
      {
        action: "trail.checked",
        outcome: found.faultCount > 0 ? "failed" : "ok",
        details: { events: found.events, seals: found.seals, faults: found.faultCount, copies: found.copies },
      },
    );
  });
}

/** Seals what there is of a school's trail, checks it, and keeps what was found. For the worker; safe to repeat. */
export async function runCheck(schoolId: string): Promise<void> {
  let told = Date.now();
  const progress = async (events: number) => {
    if (Date.now() - told < TELL_EVERY_MS) return;
    told = Date.now();
    await database()
      .update(auditChecks)
      .set({ events, workedAt: sql`now()` })
      .where(eq(auditChecks.schoolId, schoolId));
  };
  try {
    await sealChain(schoolId);
    // A store that is away is told by the check itself.
    await copyHeads().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      log.warn({ err: error }, "heads of the audit could not be copied");
    });
    await keep(schoolId, await verifyChain(schoolId, progress));
  } catch (error) {
    await database()
      .update(auditChecks)
      .set({ state: "failed", finishedAt: sql`now()` })
      .where(eq(auditChecks.schoolId, schoolId));
    throw error;
  }
}
