import "server-only";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { type Store, store } from "#lib/storage/client.ts";
import { dealing, type StoreReason } from "#lib/storage/reasons.ts";
import { troubleOf } from "#lib/storage/trouble.ts";

export type StorageState = "ready" | "not_configured" | "unavailable";

/** What is wrong: for everybody, and by the name under which administrators are told what helps. */
export type StorageTrouble = { state: "not_configured" | "unavailable" | "refused"; reason: StoreReason };

const REMEMBER_MS = 5_000;
const DEADLINE_MS = 2_000;

const holder = globalThis as {
  athenaStorageTrouble?: { at: number; of: Store; reason: Promise<StoreReason | null> };
};

/** What is wrong with the store now; null where files can be stored and read. Remembered for five seconds; answers within two. */
export async function storageTrouble(): Promise<StorageTrouble | null> {
  if (!storageConfigured(config())) return { state: "not_configured", reason: "not_configured" };
  const target = store();
  const last = holder.athenaStorageTrouble;
  const fresh = last?.of === target && Date.now() - last.at < REMEMBER_MS;
  const asked = fresh ? last.reason : troubleOf(target, DEADLINE_MS);
  if (!fresh) holder.athenaStorageTrouble = { at: Date.now(), of: target, reason: asked };
  const reason = await asked;
  if (reason === null) return null;
  return { state: dealing(reason).code === "storage_refused" ? "refused" : "unavailable", reason };
}

/** Whether files can be stored and read now. Remembered for five seconds; answers within two. */
export async function storageState(): Promise<StorageState> {
  const trouble = await storageTrouble();
  if (trouble === null) return "ready";
  return trouble.state === "not_configured" ? "not_configured" : "unavailable";
}
