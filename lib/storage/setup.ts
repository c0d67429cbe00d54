import "server-only";
import type { CORSRule, LifecycleRule } from "@aws-sdk/client-s3";
import { AppError } from "#lib/errors.ts";
import { readCors, writeCors } from "#lib/storage/cors.ts";
import { ourCorsRule, suffices, withOurCorsRule } from "#lib/storage/cors-rules.ts";
import { readLifecycle, writeLifecycle } from "#lib/storage/lifecycle.ts";
import {
  abortRule,
  missingAbort,
  missingRules,
  tieringRules,
  withRules,
} from "#lib/storage/lifecycle-rules.ts";

type Rules = { cors: CORSRule; lifecycle: LifecycleRule };

/** What became of one kind of rule, and what should stand in the bucket. */
export type SetUp<Kind extends keyof Rules> = {
  kind: Kind;
  /**
   * `in_place`: all is there. `written`; `planned` where nothing may be written. `refused`: the store did not take it,
   * or this key may not. `unread`: what is there cannot be known, so it was not touched.
   */
  state: "in_place" | "planned" | "written" | "refused" | "unread";
  /** The rules that were not there yet, or not so. */
  missing: Rules[Kind][];
  /** Everything that should stand there, the rules of others included as far as they are known. */
  all: Rules[Kind][];
  /** How many rules of others stay as they are. */
  kept: number;
  /** How many rules are replaced by what is written. */
  replaced: number;
  /** What the store answered where it did not do it. */
  reason: string;
};

type Plan<Kind extends keyof Rules> = {
  kind: Kind;
  read: () => Promise<Rules[Kind][]>;
  write: (rules: Rules[Kind][]) => Promise<void>;
  /** Ours alone, for a bucket of which nothing is known. */
  ours: Rules[Kind][];
  missing: (present: Rules[Kind][]) => Rules[Kind][];
  all: (present: Rules[Kind][]) => Rules[Kind][];
};

const reasonOf = (error: unknown) =>
  error instanceof AppError ? error.message.replace(/^store: /, "") : String(error);

async function carryOut<Kind extends keyof Rules>(plan: Plan<Kind>, dryRun: boolean): Promise<SetUp<Kind>> {
  const { kind } = plan;
  let present: Rules[Kind][];
  try {
    present = await plan.read();
  } catch (error) {
    // Whoever cannot see the rules of others would wipe them out.
    const unknown = { missing: plan.ours, all: plan.ours, kept: 0, replaced: 0 };
    return { kind, state: "unread", ...unknown, reason: reasonOf(error) };
  }
  const missing = plan.missing(present);
  const all = missing.length === 0 ? present : plan.all(present);
  const kept = all.filter((rule) => present.includes(rule)).length;
  const told = { kind, missing, all, kept, replaced: present.length - kept, reason: "" };
  if (missing.length === 0) return { ...told, state: "in_place" };
  if (dryRun) return { ...told, state: "planned" };
  try {
    await plan.write(all);
    return { ...told, state: "written" };
  } catch (error) {
    return { ...told, state: "refused", reason: reasonOf(error) };
  }
}

export type BucketPlan = {
  /** Where pages that upload come from. */
  origins: readonly string[];
  /** Whether the store can have POST. */
  post: boolean;
  /** Days after which files move to Infrequent Access; null leaves that as it is. */
  tierAfter: number | null;
};

/** The rules that a bucket of which nothing is known should have. */
export function planBucket({ origins, post, tierAfter }: BucketPlan) {
  return {
    cors: [ourCorsRule(origins, { post })],
    lifecycle: [abortRule(), ...(tierAfter === null ? [] : tieringRules(tierAfter))],
  };
}

function lifecyclePlan(
  ours: LifecycleRule[],
  missing: (present: LifecycleRule[]) => LifecycleRule[],
): Plan<"lifecycle"> {
  return {
    kind: "lifecycle",
    read: readLifecycle,
    write: writeLifecycle,
    ours,
    missing,
    all: (present) => withRules(present, ours),
  };
}

/**
 * Gives the bucket the CORS and lifecycle rules that it needs. Rules of others stay. What moves files is written by
 * itself, for not every store has another class to move them to.
 */
export async function setUpBucket({
  dryRun,
  ...plan
}: BucketPlan & { dryRun: boolean }): Promise<(SetUp<"cors"> | SetUp<"lifecycle">)[]> {
  const rule = ourCorsRule(plan.origins, plan);
  const cors: Plan<"cors"> = {
    kind: "cors",
    read: readCors,
    write: writeCors,
    ours: [rule],
    missing: (present) => (suffices(present, rule) ? [] : [rule]),
    all: (present) => withOurCorsRule(present, rule),
  };
  const done = [
    await carryOut(cors, dryRun),
    await carryOut(lifecyclePlan([abortRule()], missingAbort), dryRun),
  ];
  if (plan.tierAfter === null) return done;
  const tiering = tieringRules(plan.tierAfter);
  const move = lifecyclePlan(tiering, (present) => missingRules(present, tiering));
  return [...done, await carryOut(move, dryRun)];
}
