import "server-only";
import { z } from "zod";
import { classOf, isBilled } from "#lib/storage/operation-class.ts";
import type { CloudflareFigures } from "#lib/usage/cloudflare/types.ts";

const count = z.number().nonnegative();

const operation = z.object({
  sum: z.object({ requests: count }),
  dimensions: z.object({
    actionType: z.string(),
    actionStatus: z.string(),
    responseStatusCode: z.number().nullish(),
  }),
});

const held = z.object({
  max: z.object({ payloadSize: count, metadataSize: count, objectCount: count }),
  dimensions: z.object({ datetime: z.string(), bucketName: z.string(), storageClass: z.string().nullish() }),
});

export const accountsAnswer = z.object({
  data: z.object({
    viewer: z.object({
      accounts: z.array(
        z.object({ r2OperationsAdaptiveGroups: z.array(operation), r2StorageAdaptiveGroups: z.array(held) }),
      ),
    }),
  }),
});

type Operation = z.infer<typeof operation>;
type Held = z.infer<typeof held>;

function billedRequests(operations: readonly Operation[], wanted: "classA" | "classB"): number {
  return operations
    .filter(
      ({ dimensions: { actionType, actionStatus, responseStatusCode } }) =>
        classOf(actionType) === wanted &&
        actionStatus !== "internalError" &&
        isBilled(responseStatusCode ?? 200),
    )
    .reduce((total, { sum }) => total + sum.requests, 0);
}

/** The last figure of each bucket and class of storage: a bucket with both has a row for either. */
function lastHeld(rows: readonly Held[]): Held[] {
  const last = new Map<string, Held>();
  for (const row of rows.toSorted((a, b) => (a.dimensions.datetime < b.dimensions.datetime ? -1 : 1)))
    last.set(`${row.dimensions.bucketName}/${row.dimensions.storageClass ?? ""}`, row);
  return [...last.values()];
}

/** One account's rows as figures, classed by R2's price list as our own are; null where there is no row at all. */
export function figuresOf(
  operations: readonly Operation[],
  storage: readonly Held[],
): CloudflareFigures | null {
  if (operations.length === 0 && storage.length === 0) return null;
  const rows = lastHeld(storage);
  const sum = (of: (max: Held["max"]) => number) => rows.reduce((total, { max }) => total + of(max), 0);
  return {
    bytes: rows.length === 0 ? null : sum(({ payloadSize, metadataSize }) => payloadSize + metadataSize),
    objects: rows.length === 0 ? null : sum(({ objectCount }) => objectCount),
    heldAt:
      rows
        .map(({ dimensions }) => dimensions.datetime)
        .toSorted()
        .at(-1) ?? null,
    classA: billedRequests(operations, "classA"),
    classB: billedRequests(operations, "classB"),
  };
}
