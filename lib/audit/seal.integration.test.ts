import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { INSTALLATION_CHAIN } from "#lib/audit/constants.ts";
import { copyHeads } from "#lib/audit/copy.ts";
import { lastSeal } from "#lib/audit/seal.data.ts";
import { sealAudit, sealChain } from "#lib/audit/seal.ts";
import type { AuditFault } from "#lib/audit/types.ts";
import { verifyChain } from "#lib/audit/verify.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { sealAll, tamper, writeEvents } from "#lib/testing/audit.ts";
import { listBucket } from "#lib/testing/bucket.ts";
import { ownInstallation, withSettings } from "#lib/testing/installation.ts";

// On a server of its own: transactions of other tests would hold the sealing up.
let end: () => Promise<void>;
beforeAll(async () => {
  end = await ownInstallation();
});
afterAll(() => end());

/** A chain of its own with so many stretches of five events, sealed. */
async function chainOf(stretches: number): Promise<{ chain: string; ids: string[] }> {
  const chain = randomUUID();
  const ids: string[] = [];
  for (let at = 0; at < stretches; at += 1) {
    ids.push(...(await writeEvents(chain, 5)));
    await sealAll(chain);
  }
  await copyHeads();
  return { chain, ids };
}

const faultsOf = async (chain: string) =>
  (await verifyChain(chain)).faults.map(({ sort, number, eventId }) => ({
    sort,
    number,
    ...(eventId !== undefined && { eventId }),
  }));

const byEvent = (faults: readonly Omit<AuditFault, "chain">[]) =>
  faults.toSorted((a, b) => (a.eventId ?? "").localeCompare(b.eventId ?? ""));

test("what nobody has touched is whole, and every head is in the bucket", async () => {
  const { chain, ids } = await chainOf(3);
  expect(await verifyChain(chain)).toEqual({
    events: ids.length,
    seals: 3,
    faults: [],
    faultCount: 0,
    copies: "compared",
    sealedAt: expect.any(String),
    openSince: null,
  });
  expect((await listBucket(`audit/${chain}/`)).size).toBe(3);
});

test("one changed event is named, whichever of its columns it was", async () => {
  const { chain, ids } = await chainOf(2);
  const [, second = "", third = "", , fifth = "", sixth = ""] = ids;
  await tamper(async (tx) => {
    await tx`update audit_events set details = '{"filename": "Other.pdf"}' where id = ${second}`;
    await tx`update audit_events set at = at + interval '1 millisecond' where id = ${third}`;
    await tx`update audit_events set user_id = ${randomUUID()} where id = ${fifth}`;
    await tx`update audit_events set outcome = 'denied' where id = ${sixth}`;
  });
  expect(byEvent(await faultsOf(chain))).toEqual([
    { sort: "event_changed", number: 1, eventId: second },
    { sort: "event_changed", number: 1, eventId: third },
    { sort: "event_changed", number: 1, eventId: fifth },
    { sort: "event_changed", number: 2, eventId: sixth },
  ]);
});

test("a deleted event is named, and so is one that was moved behind the last seal", async () => {
  const { chain, ids } = await chainOf(2);
  const [first = "", , , , , , seventh = ""] = ids;
  await tamper(async (tx) => {
    await tx`delete from audit_events where id = ${first}`;
    await tx`update audit_events set tx = audit_tx() where id = ${seventh}`;
  });
  expect(await faultsOf(chain)).toEqual([
    { sort: "event_missing", number: 1, eventId: first },
    { sort: "event_missing", number: 2, eventId: seventh },
  ]);
});

test("two events that were swapped are both named", async () => {
  const { chain, ids } = await chainOf(1);
  const [one = "", , , other = ""] = ids;
  await tamper(async (tx) => {
    await tx`update audit_events a set target_id = b.target_id, details = b.details, at = b.at
      from audit_events b where a.id in (${one}, ${other}) and b.id in (${one}, ${other}) and a.id <> b.id`;
  });
  expect(byEvent(await faultsOf(chain))).toEqual([
    { sort: "event_changed", number: 1, eventId: one },
    { sort: "event_changed", number: 1, eventId: other },
  ]);
});

test("an event that was put between sealed ones later is named", async () => {
  const { chain, ids } = await chainOf(1);
  const slipped = randomUUID();
  await tamper(
    (tx) => tx`insert into audit_events (id, at, school_id, action, outcome, tx)
      select ${slipped}, at, school_id, 'document.viewed', 'ok', tx from audit_events where id = ${ids[2] ?? ""}`,
  );
  expect(await faultsOf(chain)).toEqual([{ sort: "event_added", number: 1, eventId: slipped }]);
});

test("what commits late is sealed later, and rightly nothing is found", async () => {
  const chain = randomUUID();
  let late: string | undefined;
  const isWritten = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const transaction = database().transaction(async (tx) => {
    const [row] = await tx
      .insert(auditEvents)
      .values({ schoolId: chain, action: "document.deleted", outcome: "ok" })
      .returning({ id: auditEvents.id });
    late = row?.id;
    isWritten.resolve();
    await mayCommit.promise;
  });
  await isWritten.promise;
  await writeEvents(chain, 3);
  // Those that are there already come after the one that is still under way: they wait with it.
  expect(await sealChain(chain)).toBe(0);
  mayCommit.resolve();
  await transaction;
  await sealAll(chain);
  const found = await verifyChain(chain);
  expect([found.events, found.faults]).toEqual([4, []]);
  expect(late).toBeDefined();
});

test("events before a transaction that is still under way are sealed without it", async () => {
  const chain = randomUUID();
  await writeEvents(chain, 2);
  const isOpen = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const transaction = database().transaction(async (tx) => {
    await tx.execute(sql`select pg_current_xact_id()`);
    isOpen.resolve();
    await mayCommit.promise;
    await tx.insert(auditEvents).values({ schoolId: chain, action: "document.deleted", outcome: "ok" });
  });
  await isOpen.promise;
  expect(await sealChain(chain)).toBe(2);
  mayCommit.resolve();
  await transaction;
  await sealAll(chain);
  const found = await verifyChain(chain);
  expect([found.events, found.seals, found.faults]).toEqual([3, 2, []]);
});

test("a seal that was changed or taken out of the middle is named", async () => {
  const { chain } = await chainOf(4);
  await tamper(async (tx) => {
    await tx`update audit_seals set sealed_at = sealed_at - interval '1 day' where chain = ${chain} and number = 2`;
    await tx`delete from audit_seals where chain = ${chain} and number = 3`;
  });
  expect(await faultsOf(chain)).toEqual([
    { sort: "seal_changed", number: 2 },
    { sort: "seal_missing", number: 3 },
  ]);
});

test("an end that was cut off with its events is told by the bucket, also when the chain goes on from there", async () => {
  const { chain, ids } = await chainOf(3);
  await tamper(async (tx) => {
    await tx`delete from audit_seals where chain = ${chain} and number > 1`;
    await tx`delete from audit_seal_copies where chain = ${chain} and number > 1`;
    await tx`delete from audit_events where id in ${tx(ids.slice(5))}`;
  });
  expect(await faultsOf(chain)).toEqual([
    { sort: "seal_removed", number: 2 },
    { sort: "seal_removed", number: 3 },
  ]);
  await writeEvents(chain, 1);
  await sealAll(chain);
  expect(await faultsOf(chain)).toEqual([
    { sort: "head_replaced", number: 2 },
    { sort: "seal_removed", number: 3 },
  ]);
});

test("a copy that is gone from the bucket is named", async () => {
  const { chain } = await chainOf(2);
  const [first = ""] = [...(await listBucket(`audit/${chain}/`)).keys()];
  await deleteObject(first);
  expect(await faultsOf(chain)).toEqual([{ sort: "copy_missing", number: 1 }]);
});

test("another secret proves nothing, and an earlier one still proves its own seals", async () => {
  const { chain } = await chainOf(1);
  const [was, is] = ["the secret of before, which is long enough", "the secret of now, which is long enough"];
  await withSettings({ AUDIT_SEAL_KEY: [was] }, async () => {
    expect(await faultsOf(chain)).toEqual([]);
    await writeEvents(chain, 1);
    await sealAll(chain);
  });
  await withSettings({ AUDIT_SEAL_KEY: [is, was] }, async () => expect(await faultsOf(chain)).toEqual([]));
  expect(await faultsOf(chain)).toEqual([{ sort: "key_unknown", number: 2 }]);
});

test("seals made by two workers at once are one chain", async () => {
  const chain = randomUUID();
  await writeEvents(chain, 20);
  await Promise.all([sealChain(chain), sealChain(chain), sealChain(chain)]);
  await sealAll(chain);
  const found = await verifyChain(chain);
  expect([found.events, found.faults]).toEqual([20, []]);
});

test("a round seals the events of schools and those of none, and copies the heads", async () => {
  const before = (await lastSeal(INSTALLATION_CHAIN))?.number ?? 0;
  await database().insert(auditEvents).values({ action: "storage.examined", outcome: "ok" });
  await sealAudit();
  expect((await lastSeal(INSTALLATION_CHAIN))?.number).toBeGreaterThan(before);
  expect((await listBucket("audit/installation/")).size).toBeGreaterThan(0);
});
