import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditChecks } from "#db/schema/audit-checks.ts";
import { lastSeal } from "#lib/audit/seal.data.ts";
import type { TrailState } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";

/** How far the trail of the actor's school is sealed, and what its latest check came to. */
export async function trailState(actor: Actor): Promise<TrailState> {
  await authorize(actor, "audit:read");
  const [seal, [row]] = await Promise.all([
    lastSeal(actor.schoolId),
    database().select().from(auditChecks).where(eq(auditChecks.schoolId, actor.schoolId)),
  ]);
  return {
    sealedAt: seal?.sealedAt.toISOString() ?? null,
    check: row?.state ?? null,
    events: row?.events ?? 0,
    found: row?.found ?? null,
    finishedAt: row?.finishedAt?.toISOString() ?? null,
  };
}
