import "server-only";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { store } from "#lib/storage/client.ts";

export type StorageState = "ready" | "not_configured" | "unavailable";

const REMEMBER_MS = 5_000;
const DEADLINE_MS = 2_000;

const holder = globalThis as { athenaStorageState?: { at: number; state: Promise<StorageState> } };

async function ask(): Promise<StorageState> {
  const { client, bucket } = store();
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }), {
      abortSignal: AbortSignal.timeout(DEADLINE_MS),
    });
    return "ready";
  } catch {
    return "unavailable";
  }
}

/** Whether files can be stored and read now. Remembered for five seconds; answers within two. */
export async function storageState(): Promise<StorageState> {
  if (!storageConfigured(config())) return "not_configured";
  const last = holder.athenaStorageState;
  if (last && Date.now() - last.at < REMEMBER_MS) return last.state;
  const state = ask();
  holder.athenaStorageState = { at: Date.now(), state };
  return state;
}
