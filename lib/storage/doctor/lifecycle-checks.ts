import "server-only";
import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { Check } from "#lib/storage/doctor/check.ts";
import { failureOf } from "#lib/storage/doctor/failure.ts";
import { failed, noted, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import type { Outcome } from "#lib/storage/doctor/types.ts";
import { readLifecycle } from "#lib/storage/lifecycle.ts";
import { ABORT_DAYS, abortDays, deletingRule, prefixOf } from "#lib/storage/lifecycle-rules.ts";
import { isUnknown } from "#lib/storage/multipart.ts";

/** Looks at the rules, where this key may read them. */
async function look(judge: (rules: LifecycleRule[]) => Outcome): Promise<Outcome> {
  try {
    return judge(await readLifecycle());
  } catch (error) {
    if (error instanceof Error && isUnknown(error.cause)) return noted("rules_absent");
    const outcome = failureOf(error);
    return outcome.finding === "denied" ? noted("rules_hidden") : outcome;
  }
}

/** What the bucket does with files by itself. */
export const LIFECYCLE_CHECKS: readonly Check[] = [
  {
    id: "unfinished",
    needs: ["bucket"],
    run: () =>
      look((rules) => {
        const days = abortDays(rules);
        if (days === null) return warned("abort_absent");
        return days < ABORT_DAYS ? warned("abort_soon", { days }) : passed("abort_there", { days });
      }),
  },
  {
    id: "lasting",
    needs: ["bucket"],
    run: () =>
      look((rules) => {
        const rule = deletingRule(rules);
        if (rule === null) return passed("lasting_right");
        return failed("lasting_deletes", {
          rule: rule.ID ?? "?",
          prefix: prefixOf(rule) || "*",
          days: rule.Expiration?.Days ?? 0,
        });
      }),
  },
];
