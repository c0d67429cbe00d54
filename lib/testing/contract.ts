import { afterAll, expect, inject, vi } from "vitest";
import { type Capabilities, capabilities } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { abortMultipart, abortMultiparts, createMultipart, isUnknown } from "#lib/storage/multipart.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import type { SignedWrite } from "#lib/storage/presign.ts";
import { listBucket, openMultiparts } from "#lib/testing/bucket.ts";
import { probeKeys } from "#lib/testing/rows.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";

/** The store that the contract tests meet; null where it is not installed. */
export const underTest = inject("storeUnderTest");

/** All that these tests ever store is under it. No file of the product is. */
const FOLDER = "athena-contract/";

/** What a run that was killed has left goes with the next one after this time: another run may be under way. */
const ABANDONED_MS = 3_600_000;

/** What the product's own probe found; each test says which way it expects things to go. */
export const can = (underTest === null ? {} : await capabilities(store())) as Capabilities;

const opened: { key: string; id: string }[] = [];

async function removeAll(keys: Iterable<string>): Promise<void> {
  for (const key of keys) await deleteObject(key);
}

/** What runs that were killed have left; probes of the product are forgotten after two minutes. */
async function removeAbandoned(): Promise<void> {
  const before = new Date(Date.now() - ABANDONED_MS);
  for (const folder of [FOLDER, "probes/"]) {
    for (const key of (await tellOpenMultiparts(folder, { before })) ?? []) await abortMultiparts(key);
    await removeAll((await listBucket(folder, { before })).keys());
  }
}

/** The keys that have an unfinished multipart upload; null where the store cannot tell. */
export async function tellOpenMultiparts(
  folder: string,
  options: { before?: Date } = {},
): Promise<string[] | null> {
  try {
    return await openMultiparts(folder, options);
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}

/** Removes what one file of tests has stored, also when its tests failed, and holds the bucket to it. */
async function clean(folder: string): Promise<void> {
  for (const { key, id } of opened.splice(0)) await abortMultipart(key, id);
  await removeAll((await listBucket(folder)).keys());
  await removeAll(await probeKeys());
  expect([...(await listBucket(folder)).keys()]).toEqual([]);
  expect((await tellOpenMultiparts(folder)) ?? []).toEqual([]);
}

/**
 * A folder of this file's own in the bucket, emptied after its tests.
 * @returns what makes a key in it.
 */
export function ownFolder(name: string): (file: string) => string {
  const folder = `${FOLDER}${underTest?.run}/${name}/`;
  afterAll(async () => {
    if (underTest === null) return;
    await clean(folder);
    await removeAbandoned();
  });
  return (file) => folder + file;
}

/** Opens a multipart upload that is given up after the tests if it is still open. */
export async function openMultipart(key: string): Promise<string> {
  const id = await createMultipart(key, { contentType: "image/png", disposition: "attachment" });
  opened.push({ key, id });
  return id;
}

/** What is signed for these bytes. */
export function writeOf(key: string, bytes: Uint8Array): SignedWrite & { sha256: string } {
  return {
    key,
    contentType: "application/pdf",
    disposition: 'attachment; filename="plan.pdf"',
    size: bytes.length,
    sha256: sha256Of(bytes),
    expiresIn: 300,
  };
}

/** Does `work` with the clock an hour back, so that what it signs has expired long ago. */
export async function anHourAgo<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

const TRIES = 5;
const CUT = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * Sends a request as signed, but for what `init` changes; the answer's body is read. A store that says no before it has
 * read a body may cut the line before its answer has arrived: then it is asked again.
 */
export async function ask(url: string | URL, init: RequestInit = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await fetch(url, { redirect: "manual", ...init });
      const { status, headers } = answer;
      return { status, headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      if (tries === TRIES || !CUT.has(code ?? "")) throw error;
    }
  }
}

/** The status alone. */
export const statusOf = async (...sent: Parameters<typeof ask>): Promise<number> =>
  (await ask(...sent)).status;

/** Whether a status says no; one of a store that is unwell does not. */
export const isNo = (status: number): boolean => status >= 400 && status < 500;
