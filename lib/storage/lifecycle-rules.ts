import type { LifecycleRule } from "@aws-sdk/client-s3";

/** Days after which an upload in parts that nobody finished may go; the app ends its own after six. */
export const ABORT_DAYS = 7;

const ABORT_ID = "athena-unfinished-uploads";
const TIERING_ID = "athena-infrequent-access-";

/** Where the app keeps what must not go by itself (lib/storage/keys.ts). */
const KEPT = ["documents/", "reports/", "profiles/", "media/", "attachments/", "thumbnails/", "audit/"];

/** What may move to Infrequent Access. Thumbnails and profile images are read every day, and reading costs there. */
const TIERED = ["documents/", "reports/", "media/", "attachments/"];

/** The prefix of a rule; null where it looks at tags or sizes as well and so is not about all below it. */
export function prefixOf(rule: LifecycleRule): string | null {
  const { Filter } = rule;
  if (Filter?.And || Filter?.Tag || Filter?.ObjectSizeGreaterThan || Filter?.ObjectSizeLessThan) return null;
  return Filter?.Prefix ?? rule.Prefix ?? "";
}

const isOn = (rule: LifecycleRule) => rule.Status === "Enabled";

/** Days after which some rule of the bucket ends unfinished uploads, whatever their key; null where none does. */
export function abortDays(rules: readonly LifecycleRule[]): number | null {
  const days = rules
    .filter((rule) => isOn(rule) && prefixOf(rule) === "")
    .flatMap((rule) => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? []);
  return days.length > 0 ? Math.min(...days) : null;
}

/** The first rule that deletes files of the app by their age. */
export function deletingRule(rules: readonly LifecycleRule[]): LifecycleRule | null {
  const reaches = (prefix: string) => KEPT.some((kept) => kept.startsWith(prefix) || prefix.startsWith(kept));
  const deletes = ({ Expiration }: LifecycleRule) => Boolean(Expiration?.Days ?? Expiration?.Date);
  const prefix = (rule: LifecycleRule) => prefixOf(rule) ?? rule.Filter?.And?.Prefix ?? "";
  return rules.find((rule) => isOn(rule) && deletes(rule) && reaches(prefix(rule))) ?? null;
}

/** The rule that ends uploads in parts which nobody finished. */
export function abortRule(): LifecycleRule {
  return {
    ID: ABORT_ID,
    Status: "Enabled",
    Filter: { Prefix: "" },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: ABORT_DAYS },
  };
}

/** The rules that move files to Infrequent Access, `days` after they came. */
export function tieringRules(days: number): LifecycleRule[] {
  return TIERED.map((prefix) => ({
    ID: `${TIERING_ID}${prefix.slice(0, -1)}`,
    Status: "Enabled",
    Filter: { Prefix: prefix },
    Transitions: [{ Days: days, StorageClass: "STANDARD_IA" }],
  }));
}

/** The rules there are, with `ours` in the place of those of the same name. */
export function withRules(
  present: readonly LifecycleRule[],
  ours: readonly LifecycleRule[],
): LifecycleRule[] {
  const names = new Set(ours.map(({ ID }) => ID));
  return [...present.filter(({ ID }) => !names.has(ID)), ...ours];
}

/** What a bucket with these rules still needs, so that unfinished uploads end: whoever's rule it is that does it. */
export function missingAbort(present: readonly LifecycleRule[]): LifecycleRule[] {
  return abortDays(present) === null ? [abortRule()] : [];
}

const essence = (rule: LifecycleRule) =>
  JSON.stringify([
    rule.ID,
    rule.Status,
    prefixOf(rule),
    rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    rule.Transitions?.map(({ Days, StorageClass }) => [Days, StorageClass]),
  ]);

/** The rules among `wanted` that are not there yet, or not so. */
export function missingRules(
  present: readonly LifecycleRule[],
  wanted: readonly LifecycleRule[],
): LifecycleRule[] {
  const there = new Set(present.map(essence));
  return wanted.filter((rule) => !there.has(essence(rule)));
}
