import "server-only";
import { z } from "zod";
import { REASONS, type StoreReason } from "#lib/storage/reasons.ts";

/** What a page knows of why the store failed; null where it knows nothing. */
export const knownReason = z.enum(Object.keys(REASONS) as [StoreReason, ...StoreReason[]]).nullable();
