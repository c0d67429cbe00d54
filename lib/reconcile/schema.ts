import { z } from "zod";
import { FORMATS } from "#lib/reconcile/manifest.ts";
import { HASHES, SORTS } from "#lib/reconcile/types.ts";

export const runId = z.uuid();

export const startRequest = z.strictObject({ hashes: z.enum(HASHES) });

export const repairRequest = z.strictObject({
  runId,
  sorts: z.array(z.enum(SORTS)).min(1).max(SORTS.length),
});

export const manifestFormat = z.enum(FORMATS);
