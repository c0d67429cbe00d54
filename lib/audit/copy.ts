import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { INSTALLATION_CHAIN } from "#lib/audit/constants.ts";
import { headsToCopy } from "#lib/audit/seal.data.ts";
import { noteCopy } from "#lib/audit/seal.mutations.ts";
import type { SealFacts } from "#lib/audit/seal-form.ts";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { readSealCopyKey, sealCopyKey, sealFolder } from "#lib/storage/keys.ts";
import { listObjects } from "#lib/storage/listing.ts";
import { headObject, putObject } from "#lib/storage/objects.ts";

/** Heads that are copied in one go; what is more waits for the next round. */
const AT_MOST = 1_000;
const LISTED_AT_ONCE = 1_000;

/** The school of a chain; null for the installation's own. */
const schoolOf = (chain: string) => (chain === INSTALLATION_CHAIN ? null : chain);

async function copyHead(seal: SealFacts & { head: Buffer }): Promise<void> {
  const key = sealCopyKey(schoolOf(seal.chain), seal.number, seal.head);
  const text = `${JSON.stringify({
    school_id: schoolOf(seal.chain),
    number: seal.number,
    events: seal.events,
    last: { transaction: `${seal.last.tx}`, id: seal.last.id },
    digest: seal.digest.toString("hex"),
    head: seal.head.toString("hex"),
    key_id: seal.keyId,
    sealed_at: seal.sealedAt.toISOString(),
  })}\n`;
  try {
    await putObject(key, Readable.from(Buffer.from(text)), {
      contentType: "application/json",
      size: Buffer.byteLength(text),
      disposition: "attachment",
      sha256: createHash("sha256").update(text).digest("hex"),
    });
  } catch (error) {
    // A round that died before it noted the copy has stored the same under this key: its name is its content.
    if ((await headObject(key)) === null) throw error;
  }
  await noteCopy(seal.chain, seal.number);
}

/** Copies heads to the bucket that are not there yet, oldest first; none while no store is configured. */
export async function copyHeads(): Promise<void> {
  if (!storageConfigured(config())) return;
  for (const seal of await headsToCopy(AT_MOST)) await copyHead(seal);
}

/** The heads of a chain that the bucket has, in the order of their numbers. */
export async function* readCopies(chain: string): AsyncGenerator<{ number: number; head: string }> {
  const folder = sealFolder(schoolOf(chain));
  for (let after = folder, more = true; more; ) {
    const page = await listObjects("private", after, LISTED_AT_ONCE, folder);
    for (const { key } of page.items) {
      const told = readSealCopyKey(key);
      if (told !== null) yield told;
      after = key;
    }
    more = page.more;
  }
}
