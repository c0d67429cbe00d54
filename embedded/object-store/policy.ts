import { S3Error } from "#embedded/object-store/errors.ts";

/** A POST policy, parsed (S3 API reference, "POST policy"). */
export interface Policy {
  /** ms since 1970 */
  readonly expires: number;
  readonly conditions: readonly Condition[];
  /** bytes */
  readonly range: readonly [min: number, max: number];
}

interface Condition {
  readonly operator: "eq" | "starts-with";
  /** Lower case, without "$". */
  readonly field: string;
  readonly value: string;
}

const invalid = (what: string) => new S3Error("InvalidPolicyDocument", `Invalid Policy: ${what}.`);
const denied = (what: string) => new S3Error("AccessDenied", `Invalid according to Policy: ${what}`);

function length(value: unknown): number {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0) {
    throw invalid("content-length-range needs two whole numbers");
  }
  return number;
}

function parseList(item: readonly unknown[]): Condition {
  const [operator, field, value] = item;
  const name = typeof operator === "string" ? operator.toLowerCase() : "";
  if (item.length !== 3 || typeof field !== "string" || typeof value !== "string" || !field.startsWith("$")) {
    throw invalid("a condition must be [operator, $field, value]");
  }
  if (name !== "eq" && name !== "starts-with")
    throw invalid("the operator of a condition must be eq, starts-with or content-length-range");
  return { operator: name, field: field.slice(1).toLowerCase(), value };
}

/** Parses the base64 policy of a form. Throws InvalidPolicyDocument for whatever is not fully understood. */
export function parsePolicy(base64: string): Policy {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64")));
  } catch {
    throw invalid("it must be JSON in base64");
  }
  const object: Record<string, unknown> =
    typeof document === "object" && document !== null ? { ...document } : {};
  const { expiration, conditions } = object;
  const time =
    typeof expiration === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(expiration)
      ? Date.parse(expiration)
      : Number.NaN;
  if (Number.isNaN(time)) throw invalid("expiration must be like 2030-01-01T00:00:00.000Z");
  if (!Array.isArray(conditions)) throw invalid("conditions must be a list");
  const parsed: Condition[] = [];
  let range: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];
  for (const item of conditions as unknown[]) {
    if (
      Array.isArray(item) &&
      typeof item[0] === "string" &&
      item[0].toLowerCase() === "content-length-range"
    ) {
      if (item.length !== 3) throw invalid("content-length-range needs two whole numbers");
      range = [Math.max(range[0], length(item[1])), Math.min(range[1], length(item[2]))];
    } else if (Array.isArray(item)) {
      parsed.push(parseList(item));
    } else if (typeof item === "object" && item !== null && Object.keys(item).length > 0) {
      for (const [field, value] of Object.entries(item)) {
        if (typeof value !== "string") throw invalid("the value of a condition must be a string");
        parsed.push({ operator: "eq", field: field.toLowerCase(), value });
      }
    } else {
      throw invalid("a condition must be a list or an object");
    }
  }
  return { expires: time, conditions: parsed, range };
}

function holds({ operator, field, value }: Condition, actual: string | undefined): boolean {
  if (actual === undefined) return false;
  if (operator === "eq") return actual === value;
  // S3 reads a Content-Type with commas as a list, every item of which must match.
  const items = field === "content-type" ? actual.split(",") : [actual];
  return items.every((item) => item.startsWith(value));
}

const FREE = new Set(["policy", "x-amz-signature", "file"]);

/**
 * Checks a form's fields, as they will be used, against its policy at the time `now` (ms). Every field must be named
 * by a condition, but for policy, x-amz-signature, file and x-ignore-*; so must the bucket.
 * Throws AccessDenied.
 */
export function assertPolicy(
  policy: Policy,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): void {
  if (now > policy.expires) throw denied("Policy expired.");
  const named = new Set(policy.conditions.map(({ field }) => field));
  if (!named.has("bucket")) throw denied("The bucket is not named by a condition.");
  for (const name of fields.keys()) {
    if (!named.has(name) && !FREE.has(name) && !name.startsWith("x-ignore-"))
      throw denied(`Extra input fields: ${name}`);
  }
  for (const condition of policy.conditions) {
    const actual = condition.field === "bucket" ? bucket : fields.get(condition.field);
    const sent = fields.get(condition.field);
    if (!holds(condition, actual) || (sent !== undefined && !holds(condition, sent))) {
      throw denied(
        `Policy Condition failed: ${JSON.stringify([condition.operator, `$${condition.field}`, condition.value])}`,
      );
    }
  }
}
