import "server-only";
import type { z } from "zod";
import type { readySchema } from "#lib/api/schemas.ts";
import { databaseAnswers } from "#lib/health/data.ts";
import { closing } from "#lib/http/closing.ts";
import { storageState } from "#lib/storage/state.ts";

type Readiness = z.output<typeof readySchema>;

/** Milliseconds after which no answer counts as a bad one. */
const PATIENCE_MS = 3_000;

type Look = Omit<Readiness, "draining">;

let running: Promise<Look> | undefined;

async function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  });
  return Promise.race([work.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

async function look(): Promise<Look> {
  const [database, storage] = await Promise.all([
    within(databaseAnswers(), false),
    within<Readiness["storage"]>(Promise.resolve().then(storageState), "unavailable"),
  ]);
  return { database: database ? "ready" : "unavailable", storage };
}

/**
 * Whether the database and the bucket answer, and whether this process is about to end. Anyone may ask, so those who ask
 * at once share one look.
 */
export async function readiness(): Promise<Readiness> {
  running ??= look().finally(() => {
    running = undefined;
  });
  return { ...(await running), draining: closing().begun };
}
