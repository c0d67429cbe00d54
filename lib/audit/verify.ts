import "server-only";
import { checkSeal } from "#lib/audit/check-seal.ts";
import { compareCopies } from "#lib/audit/compare-copies.ts";
import { readCopies } from "#lib/audit/copy.ts";
import { sealKeys } from "#lib/audit/keys.ts";
import { BEGINNING, lastCopied, lastSeal, openSince, readSeals, type Seal } from "#lib/audit/seal.data.ts";
import type { AuditCheck, AuditFault } from "#lib/audit/types.ts";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

const SEALS_AT_ONCE = 20;
/** Faults that are told one by one; what is more is only counted. */
const MOST_FAULTS = 100;

/** The seals of a chain in their order, a page at a time. */
async function* sealsOf(chain: string): AsyncGenerator<Seal> {
  for (let last = 0, more = true; more; ) {
    const page = await readSeals(chain, last, SEALS_AT_ONCE);
    yield* page;
    last = page.at(-1)?.number ?? last;
    more = page.length === SEALS_AT_ONCE;
  }
}

async function* headsOf(chain: string) {
  for await (const { number, head } of sealsOf(chain)) yield { number, head: head.toString("hex") };
}

/** Holds the chain against the copies in the bucket, where there is one. */
async function checkCopies(chain: string, tell: (fault: AuditFault) => void): Promise<AuditCheck["copies"]> {
  if (!storageConfigured(config())) return "none";
  try {
    const copied = await lastCopied(chain);
    const latest = async () => (await lastSeal(chain))?.number ?? 0;
    for await (const fault of compareCopies(headsOf(chain), readCopies(chain), copied, latest))
      tell({ ...fault, chain });
    return "compared";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error }, "the copied heads of the audit could not be read");
    return "unreachable";
  }
}

/**
 * Proves a chain of the audit: every event is what it was when it was sealed, none is missing and none was put between
 * them, every seal stands on the one before, and the bucket's copies say the same. Holds one seal at a time. It reads;
 * whoever calls it has authorized.
 * @param progress hears how many events were read, after each seal.
 */
export async function verifyChain(
  chain: string,
  progress: (events: number) => Promise<void> | void = () => {},
): Promise<AuditCheck> {
  const keys = sealKeys();
  const faults: AuditFault[] = [];
  let [faultCount, events, seals] = [0, 0, 0];
  const tell = (fault: AuditFault) => {
    faultCount += 1;
    if (faults.length < MOST_FAULTS) faults.push(fault);
  };
  let before: Seal | null = null;
  for await (const seal of sealsOf(chain)) {
    for (let number = (before?.number ?? 0) + 1; number < seal.number; number += 1)
      tell({ sort: "seal_missing", chain, number });
    events += await checkSeal(keys, seal, before, tell);
    seals += 1;
    before = seal;
    await progress(events);
  }
  const copies = await checkCopies(chain, tell);
  const open = await openSince(chain, before?.last ?? BEGINNING);
  return {
    events,
    seals,
    faults,
    faultCount,
    copies,
    sealedAt: before?.sealedAt.toISOString() ?? null,
    openSince: open?.toISOString() ?? null,
  };
}
