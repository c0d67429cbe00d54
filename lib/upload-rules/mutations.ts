import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { Kind } from "#lib/documents/constants.ts";
import {
  plainRule,
  sameRule,
  schoolPolicy,
  type UploadRule,
  type UploadRules,
} from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";

/** What the audit keeps of a rule: what it comes to, in words that outlive the usual policy. */
function told(kind: Kind, rules: UploadRules) {
  const { maxSize, types } = schoolPolicy(kind, rules);
  return { bytes: maxSize, types: Object.keys(types).join(", ") };
}

/**
 * Sets which types and sizes the actor's school takes of a kind of file; null is as usual. It holds for what is asked
 * for, and for what is confirmed, from then on; what is stored stays.
 * @param change.from what the page has shown: what somebody else has changed since is never overwritten.
 * @returns the rule as it is now, in its shortest form.
 * @throws {AppError} `forbidden`, `conflict`.
 */
export async function setUploadRule(
  actor: Actor,
  change: { kind: Kind; from: UploadRule | null; to: UploadRule | null },
): Promise<UploadRule | null> {
  await authorize(actor, "settings:manage");
  const { kind, from } = change;
  const to = plainRule(kind, change.to);
  const own = eq(schools.id, actor.schoolId);
  return database().transaction(async (tx) => {
    const [school] = await tx
      .select({ rules: schools.uploadRules })
      .from(schools)
      .where(own)
      .for("no key update");
    const before = school?.rules ?? {};
    // Whoever wanted the same has it, whoever came first.
    if (sameRule(kind, before[kind], to)) return to;
    if (!sameRule(kind, before[kind], from)) throw new AppError("conflict");
    const { [kind]: _before, ...others } = before;
    const after: UploadRules = to === null ? others : { ...others, [kind]: to };
    await tx.update(schools).set({ uploadRules: after }).where(own);
    const [was, is] = [told(kind, before), told(kind, after)];
    await record(tx, actor, {
      action: "school.upload_rule_changed",
      targetType: "school",
      targetId: actor.schoolId,
      details: { kind, types_from: was.types, types_to: is.types, bytes_from: was.bytes, bytes_to: is.bytes },
    });
    return to;
  });
}
