import type { CORSRule, LifecycleRule } from "@aws-sdk/client-s3";
import type { SetUp } from "#lib/storage/setup.ts";

type Place = { bucket: string; endpoint: string };
export type Rule = CORSRule | LifecycleRule;
type Kind = "cors" | "lifecycle";

const TITLES = { cors: "CORS", lifecycle: "Lifecycle" } as const;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** What a rule does, in one line. */
function shown(rule: Rule): string {
  if ("AllowedOrigins" in rule) {
    return `${rule.AllowedOrigins?.join(", ")}: ${rule.AllowedMethods?.join(", ")}; exposes ${rule.ExposeHeaders?.join(", ")}`;
  }
  const { ID, AbortIncompleteMultipartUpload: abort, Transitions, Filter } = rule;
  if (abort) return `${ID}: unfinished uploads end after ${abort.DaysAfterInitiation} days`;
  return `${ID}: ${Filter?.Prefix || "everything"} moves to Infrequent Access after ${Transitions?.[0]?.Days} days`;
}

/** What became of one kind of rule. */
export function outcomeLine(done: SetUp<"cors"> | SetUp<"lifecycle">, { bucket }: Place): string {
  const what = `${TITLES[done.kind]} of ${bucket}`;
  if (done.state === "in_place") return `${what}: in place, nothing to change.\n`;
  if (done.state === "unread")
    return `${what}: what is there could not be read (${done.reason}), so nothing was changed.\n`;
  if (done.state === "refused") return `${what}: it could not be written (${done.reason}).\n`;
  const others = [
    done.kept > 0 && `${plural(done.kept, "other rule")} kept`,
    done.replaced > 0 && `${plural(done.replaced, "earlier rule")} of Athena Docs replaced`,
  ].filter(Boolean);
  const verb = done.state === "planned" ? "would be written" : "written";
  const rules = done.missing.map((rule) => `  ${shown(rule)}\n`).join("");
  return `${what}: ${verb}${others.length > 0 ? ` (${others.join(", ")})` : ""}.\n${rules}`;
}

const STEPS = {
  cors: (bucket: string) =>
    `Cloudflare dashboard: R2, ${bucket}, Settings, CORS policy, Add (or Edit), and paste this:`,
  lifecycle: (bucket: string) =>
    `Cloudflare dashboard: R2, ${bucket}, Settings, Object lifecycle rules, Add rule (a new bucket has the first one already):`,
} as const;

const COMMANDS = {
  cors: "put-bucket-cors --cors-configuration",
  lifecycle: "put-bucket-lifecycle-configuration --lifecycle-configuration",
} as const;

/** How a person sets the rules themselves, in R2's dashboard or with any client of S3. */
export function byHand(
  kind: Kind,
  rules: readonly Rule[],
  { bucket, endpoint }: Place,
  isPartial = false,
): string {
  const list = rules.map((rule) => `  ${shown(rule)}\n`).join("");
  const caution = isPartial
    ? "What stands there already is not known here: add to it, do not replace it.\n\n"
    : "";
  return `${caution}${STEPS[kind](bucket)}
${kind === "cors" ? json(rules) : list}
Any S3, as a file ${kind}.json, with
  aws s3api ${COMMANDS[kind]} file://${kind}.json --bucket ${bucket} --endpoint-url ${endpoint}
${json(kind === "cors" ? { CORSRules: rules } : { Rules: rules })}`;
}
