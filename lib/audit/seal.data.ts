import "server-only";
import { and, asc, desc, eq, getTableColumns, gt, isNull, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { auditSealCopies } from "#db/schema/audit-seal-copies.ts";
import { auditSeals } from "#db/schema/audit-seals.ts";
import { schools } from "#db/schema/schools.ts";
import { INSTALLATION_CHAIN } from "#lib/audit/constants.ts";
import type { Place, SealedEvent, SealFacts } from "#lib/audit/seal-form.ts";

/** Before the first event of every chain. */
export const BEGINNING: Place = { tx: -1n, id: INSTALLATION_CHAIN };

/** A seal as it is stored. */
export type Seal = SealFacts & { head: Buffer; entries: Buffer };

const ofChain = (chain: string) =>
  chain === INSTALLATION_CHAIN ? isNull(auditEvents.schoolId) : eq(auditEvents.schoolId, chain);

const behind = ({ tx, id }: Place) =>
  sql`(${auditEvents.tx}, ${auditEvents.id}) > (${`${tx}`}::bigint, ${id}::uuid)`;

const upTo = ({ tx, id }: Place) =>
  sql`(${auditEvents.tx}, ${auditEvents.id}) <= (${`${tx}`}::bigint, ${id}::uuid)`;

/**
 * Every column of an event in one order: the form that is digested. Never to be changed: what is sealed is in it. A
 * new column would need a form of its own, and seals that say which.
 */
const BODY = sql<string>`json_build_array(1, id, tx::text, (extract(epoch from at) * 1000)::bigint, school_id, user_id,
  session_id, token_id, action, outcome, target_type, target_id, ip, user_agent, request_id, details)::text`;

const COLUMNS = { id: auditEvents.id, tx: auditEvents.tx, body: BODY };

/**
 * The next events of a chain behind a place, at most `limit`; of any school: for the worker, the operator and those who
 * were authorized before.
 * @param end no event behind this one, or none of a transaction that might still be under way.
 */
export async function readStretch(
  chain: string,
  after: Place,
  end: Place | { settled: bigint },
  limit: number,
): Promise<SealedEvent[]> {
  const until = "settled" in end ? lt(auditEvents.tx, end.settled) : upTo(end);
  return database()
    .select(COLUMNS)
    .from(auditEvents)
    .where(and(ofChain(chain), behind(after), until))
    .orderBy(asc(auditEvents.tx), asc(auditEvents.id))
    .limit(limit);
}

/** The first transaction that may still be under way: what was written by those before it is all there, or never. */
export async function settledBelow(): Promise<bigint> {
  const rows = await database().execute<{ settled: string }>(sql`select audit_settled()::text as settled`);
  return BigInt(rows[0]?.settled ?? 0);
}

/** When the first event of a chain happened that no seal holds yet; null where all are sealed. */
export async function openSince(chain: string, after: Place): Promise<Date | null> {
  const [row] = await database()
    .select({ at: auditEvents.at })
    .from(auditEvents)
    .where(and(ofChain(chain), behind(after)))
    .orderBy(asc(auditEvents.tx), asc(auditEvents.id))
    .limit(1);
  return row?.at ?? null;
}

/** Chains that have something to seal. */
export async function chainsToSeal(settled: bigint): Promise<string[]> {
  const last = sql`left join lateral (
    select last_tx, last_id from ${auditSeals} where chain = c.id order by number desc limit 1) s on true`;
  const open = sql`(e.tx, e.id) > (coalesce(s.last_tx, -1), coalesce(s.last_id, ${INSTALLATION_CHAIN}::uuid))
    and e.tx < ${`${settled}`}::bigint`;
  const rows = await database().execute<{ id: string }>(sql`
    select c.id from ${schools} c ${last}
    where exists (select from ${auditEvents} e where e.school_id = c.id and ${open})
    union all
    select c.id from (select ${INSTALLATION_CHAIN}::uuid as id) c ${last}
    where exists (select from ${auditEvents} e where e.school_id is null and ${open})`);
  return rows.map(({ id }) => id);
}

/** Heads that the bucket does not have yet, in the order of their chains. */
export async function headsToCopy(limit: number): Promise<(SealFacts & { head: Buffer })[]> {
  const rows = await database()
    .select({ ...getTableColumns(auditSeals), entries: sql<Buffer>`''::bytea` })
    .from(auditSeals)
    .where(sql`${auditSeals.number} > coalesce(
      (select max(c.number) from ${auditSealCopies} c where c.chain = ${auditSeals.chain}), 0)`)
    .orderBy(asc(auditSeals.chain), asc(auditSeals.number))
    .limit(limit);
  return rows.map(toSeal);
}

/** Every chain there is or was. */
export async function allChains(): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select id from ${schools} union select chain from ${auditSeals} union select ${INSTALLATION_CHAIN}::uuid order by 1`);
  return rows.map(({ id }) => id);
}

const toSeal = (row: typeof auditSeals.$inferSelect): Seal => ({
  chain: row.chain,
  number: row.number,
  after: { tx: row.afterTx, id: row.afterId },
  last: { tx: row.lastTx, id: row.lastId },
  events: row.events,
  entries: row.entries,
  digest: row.digest,
  previous: row.previous,
  head: row.head,
  keyId: row.keyId,
  sealedAt: row.sealedAt,
});

/** The number of the latest seal of a chain whose head was copied; 0 before the first. */
export async function lastCopied(chain: string): Promise<number> {
  const [row] = await database()
    .select({ number: auditSealCopies.number })
    .from(auditSealCopies)
    .where(eq(auditSealCopies.chain, chain))
    .orderBy(desc(auditSealCopies.number))
    .limit(1);
  return row?.number ?? 0;
}

/** The latest seal of a chain; null before the first. */
export async function lastSeal(chain: string): Promise<Seal | null> {
  const [row] = await database()
    .select()
    .from(auditSeals)
    .where(eq(auditSeals.chain, chain))
    .orderBy(desc(auditSeals.number))
    .limit(1);
  return row ? toSeal(row) : null;
}

/** The next seals of a chain behind a number, in their order. */
export async function readSeals(chain: string, after: number, limit: number): Promise<Seal[]> {
  const rows = await database()
    .select()
    .from(auditSeals)
    .where(and(eq(auditSeals.chain, chain), gt(auditSeals.number, after)))
    .orderBy(asc(auditSeals.number))
    .limit(limit);
  return rows.map(toSeal);
}
