/** How R2 bills an operation. */
export type OperationClass = "classA" | "classB" | "free";

const FREE = new Set(["DeleteObject", "DeleteObjects", "DeleteBucket", "AbortMultipartUpload"]);
const CLASS_B = /^(Get|Head|UsageSummary$)/;

/**
 * The class of an operation of S3 (https://developers.cloudflare.com/r2/pricing/, "Class A operations" and what
 * follows): deleting is free, GET and HEAD of objects and of the bucket's settings are B, as is the dashboard's summary, everything else, lists among
 * it, is A.
 */
export function classOf(operation: string): OperationClass {
  if (FREE.has(operation)) return "free";
  return CLASS_B.test(operation) ? "classB" : "classA";
}

/** Whether R2 bills an answer: not one to whom it does not know, or does not let; nor one of a store that is unwell. */
export const isBilled = (status: number): boolean => status < 500 && status !== 401 && status !== 403;
