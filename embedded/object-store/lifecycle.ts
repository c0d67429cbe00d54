import type { Bucket } from "#embedded/object-store/bucket.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import { fromBytes, toBytes } from "#embedded/object-store/keyindex.ts";
import {
  childrenOf,
  childText,
  parseXml,
  tag,
  type XmlElement,
  xmlDocument,
} from "#embedded/object-store/xml.ts";

/** A lifecycle rule this store acts on. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  /** The prefix stood in the rule itself and not in a Filter: it is returned as it came. */
  readonly legacyPrefix: boolean;
  readonly expireDays?: number;
  readonly abortDays?: number;
}

const DAY_MS = 86_400_000;
const UNDERSTOOD = new Set([
  "ID",
  "Status",
  "Filter",
  "Prefix",
  "Expiration",
  "AbortIncompleteMultipartUpload",
]);

function days(element: XmlElement | undefined, name: string): number | undefined {
  if (!element) return undefined;
  const text = childText(element, name)?.trim();
  if (element.children.length !== 1 || text === undefined) {
    throw new S3Error("NotImplemented", `${element.name} is implemented with ${name} only.`);
  }
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new S3Error("InvalidArgument", `${name} must be a positive number of days.`);
  return Number(text);
}

/**
 * Parses a LifecycleConfiguration. Throws MalformedXML and InvalidArgument, and NotImplemented for what this store
 * would not act on (transitions, tags, sizes, dates, versions): a rule that is stored but ignored would be a lie.
 */
export function parseLifecycle(document: string): LifecycleRule[] {
  const root = parseXml(document);
  const rules = childrenOf(root, "Rule");
  if (root.name !== "LifecycleConfiguration" || rules.length === 0 || rules.length > 1000) {
    throw new S3Error("MalformedXML", "A LifecycleConfiguration holds 1 to 1000 rules.");
  }
  return rules.map((rule, i) => {
    const child = (name: string) => rule.children.find((element) => element.name === name);
    const filter = child("Filter");
    const foreign =
      rule.children.find(({ name }) => !UNDERSTOOD.has(name)) ??
      filter?.children.find(({ name }) => name !== "Prefix");
    if (foreign)
      throw new S3Error("NotImplemented", `Lifecycle rules with ${foreign.name} are not implemented.`);
    const status = child("Status")?.text.trim();
    if (status !== "Enabled" && status !== "Disabled")
      throw new S3Error("MalformedXML", "Status is missing.");
    const expireDays = days(child("Expiration"), "Days");
    const abortDays = days(child("AbortIncompleteMultipartUpload"), "DaysAfterInitiation");
    if (expireDays === undefined && abortDays === undefined) {
      throw new S3Error("InvalidRequest", "At least one action needs to be specified in a rule.");
    }
    return {
      id: child("ID")?.text ?? `rule-${i + 1}`,
      enabled: status === "Enabled",
      prefix: (filter ? childText(filter, "Prefix") : child("Prefix")?.text) ?? "",
      legacyPrefix: child("Prefix") !== undefined,
      ...(expireDays === undefined ? {} : { expireDays }),
      ...(abortDays === undefined ? {} : { abortDays }),
    };
  });
}

/** The configuration as GetBucketLifecycleConfiguration answers it. */
export function lifecycleDocument(rules: readonly LifecycleRule[]): string {
  const one = (rule: LifecycleRule) => {
    const prefix = tag("Prefix", rule.prefix);
    const expiration =
      rule.expireDays === undefined ? "" : `<Expiration>${tag("Days", rule.expireDays)}</Expiration>`;
    const abort =
      rule.abortDays === undefined
        ? ""
        : `<AbortIncompleteMultipartUpload>${tag("DaysAfterInitiation", rule.abortDays)}</AbortIncompleteMultipartUpload>`;
    return `<Rule>${tag("ID", rule.id)}${rule.legacyPrefix ? prefix : `<Filter>${prefix}</Filter>`}${tag("Status", rule.enabled ? "Enabled" : "Disabled")}${expiration}${abort}</Rule>`;
  };
  return xmlDocument("LifecycleConfiguration", rules.map(one).join(""));
}

/** Does what a bucket's rules ask for at the time `now` (ms). Age counts from the last change, as in S3. */
export async function sweep(bucket: Bucket, now: number): Promise<void> {
  for (const rule of bucket.config.lifecycle ?? []) {
    if (!rule.enabled) continue;
    const { expireDays, abortDays } = rule;
    if (expireDays !== undefined) {
      const prefix = toBytes(rule.prefix);
      const old: string[] = [];
      for (const entry of bucket.index.from(prefix)) {
        if (!entry.bytes.startsWith(prefix)) break;
        if (now - entry.modified >= expireDays * DAY_MS) old.push(entry.bytes);
      }
      for (const bytes of old) {
        const entry = bucket.index.get(bytes);
        if (entry && now - entry.modified >= expireDays * DAY_MS) await bucket.delete(fromBytes(bytes));
      }
    }
    for (const upload of abortDays === undefined ? [] : bucket.uploads.all()) {
      if (!upload.key.startsWith(rule.prefix) || now - upload.created < (abortDays ?? 0) * DAY_MS) continue;
      await bucket.uploads
        .exclusive(upload, () => bucket.uploads.end(upload, new Set()))
        .catch(() => undefined);
    }
  }
}
