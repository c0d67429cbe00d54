import type { WriteCondition } from "#embedded/object-store/bucket.ts";
import { S3Error } from "#embedded/object-store/errors.ts";

const tags = (header: string) =>
  header.split(",").map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""));

const names = (header: string, etag: string) => header.trim() === "*" || tags(header).includes(etag);

function seconds(header: string | undefined): number | undefined {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/**
 * Evaluates the conditions of a read in the order of RFC 9110, 13.2.2. `prefix` is "" or "x-amz-copy-source-".
 * "unmodified" asks for a 304. Throws PreconditionFailed.
 */
export function readCondition(
  headers: ReadonlyMap<string, string>,
  prefix: "" | "x-amz-copy-source-",
  object: { etag: string; modified: number },
): "proceed" | "unmodified" {
  const failed = new S3Error(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold.",
  );
  const modified = Math.floor(object.modified / 1000);
  const match = headers.get(`${prefix}if-match`);
  const noneMatch = headers.get(`${prefix}if-none-match`);
  const since = seconds(headers.get(`${prefix}if-modified-since`));
  const unmodified = seconds(headers.get(`${prefix}if-unmodified-since`));
  if (match !== undefined) {
    if (!names(match, object.etag)) throw failed;
  } else if (unmodified !== undefined && modified > unmodified) {
    throw failed;
  }
  if (noneMatch !== undefined) return names(noneMatch, object.etag) ? "unmodified" : "proceed";
  return since !== undefined && modified <= since ? "unmodified" : "proceed";
}

/** Reads the condition of a write. Throws NotImplemented for an If-None-Match other than "*", as S3 does. */
export function writeCondition(headers: ReadonlyMap<string, string>): WriteCondition {
  const noneMatch = headers.get("if-none-match");
  const match = headers.get("if-match");
  const other = ["x-amz-if-match-size", "x-amz-if-match-last-modified-time"].find((name) =>
    headers.has(name),
  );
  if (other !== undefined || (noneMatch !== undefined && noneMatch.trim() !== "*")) {
    throw new S3Error(
      "NotImplemented",
      "A header you provided implies functionality that is not implemented.",
    );
  }
  return {
    ...(noneMatch === undefined ? {} : { ifAbsent: true }),
    ...(match === undefined ? {} : { ifMatch: match.trim() }),
  };
}
