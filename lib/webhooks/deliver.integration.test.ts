import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { config } from "#lib/config.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { runMail } from "#lib/testing/jobs.ts";
import { mailServer } from "#lib/testing/mail-server.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { type Received, trustReceivers, webhookReceiver } from "#lib/testing/webhook-receiver.ts";
import { buildWebhook, changeRow, deliveriesOf, webhookRow } from "#lib/testing/webhooks.ts";
import { claimDue, restartLostDeliveries } from "#lib/webhooks/deliver.mutations.ts";
import { deliverWebhook } from "#lib/webhooks/deliver.ts";
import { changeWebhook, redeliver, rotateSecret, sendTest } from "#lib/webhooks/mutations.ts";
import { forgetOldEvents, giveUpOldDeliveries } from "#lib/webhooks/tidy.mutations.ts";

const here = { resolve: () => Promise.resolve([{ address: "127.0.0.1", family: 4 as const }]) };
const deliver = (id: string) => deliverWebhook(id, here);

let school: TestSchool;
beforeAll(() => {
  trustReceivers();
  config().WEBHOOK_ALLOW_PRIVATE = true;
});
afterAll(() => {
  config().WEBHOOK_ALLOW_PRIVATE = false;
});

/** Whether a receiver that goes by Standard Webhooks takes it. */
function isGood({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const said = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const expected = `v1,${createHmac("sha256", key).update(said).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
}

/** Moves time on: what waits for another try is due, and a rest is over. */
async function makeDue(webhookId: string): Promise<void> {
  await changeRow(webhookId, { restUntil: null });
  await database()
    .update(webhookDeliveries)
    .set({ nextAttemptAt: sql`now() - interval '2 minutes'` })
    .where(sql`${webhookDeliveries.webhookId} = ${webhookId} and ${webhookDeliveries.state} = 'waiting'`);
}

/** The documents that events tell of. */
const idsOf = (events: readonly Record<string, unknown>[]) =>
  events.map(({ data }) => (data as { id?: string }).id);

const jobsOf = (webhookId: string): Promise<{ key: string | null; run_at: Date }[]> =>
  database().execute(sql`
    select key, run_at from graphile_worker._private_jobs
    where payload->>'webhookId' = ${webhookId} order by id`);

describe("a delivery", () => {
  beforeAll(async () => {
    school = await buildSchool();
  });

  test("is sent once, signed, and written down", async () => {
    await using receiver = await webhookReceiver();
    const { id, secret } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    receiver.state.answer = (response) => response.writeHead(201).end("thanks");
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    const [one] = receiver.received as [Received];
    expect(isGood(one, secret)).toBe(true);
    expect(isGood({ ...one, body: `${one.body} ` }, secret)).toBe(false);
    const [event] = receiver.events();
    expect(event).toMatchObject({ type: "webhook.test", school_id: school.id });
    expect(one.headers["webhook-id"]).toBe(event?.id);
    expect(Math.abs(Date.now() / 1000 - Number(one.headers["webhook-timestamp"]))).toBeLessThan(60);
    const [row] = await deliveriesOf(id);
    expect(row).toMatchObject({ state: "delivered", attempts: 1, nextAttemptAt: null });
    expect(row?.tries).toEqual([
      { at: expect.any(String), took: expect.any(Number), status: 201, problem: null, answer: "thanks" },
    ]);
  });

  test("that fails is tried again later, with the same id and bytes and a signature of its own", async () => {
    await using receiver = await webhookReceiver();
    const { id, secret } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    receiver.state.answer = (response) => response.writeHead(500).end("broken");
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    const [waiting] = await deliveriesOf(id);
    expect(waiting).toMatchObject({ state: "waiting", attempts: 1 });
    expect(waiting?.tries[0]).toMatchObject({ status: 500, problem: "status", answer: "broken" });
    const pause = (waiting?.nextAttemptAt?.getTime() ?? 0) - Date.parse(waiting?.tries[0]?.at ?? "");
    expect(pause).toBeGreaterThanOrEqual(4_000);
    // There is a job for it, and only one however often it failed.
    const later = (await jobsOf(id)).filter(({ key }) => key !== null);
    expect(later).toHaveLength(1);
    await database()
      .update(webhookDeliveries)
      .set({ nextAttemptAt: sql`now() + interval '1 hour'` })
      .where(eq(webhookDeliveries.webhookId, id));
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    await makeDue(id);
    receiver.state.answer = (response) => response.writeHead(204).end();
    await deliver(id);
    const [first, second] = receiver.received as [Received, Received];
    expect(second.body).toBe(first.body);
    expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
    expect(isGood(second, secret)).toBe(true);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "delivered", attempts: 2 });
    expect(await webhookRow(id)).toMatchObject({ failures: 0, failingSince: null, restUntil: null });
  });

  test("is given up after its last try, and sent again by hand", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    receiver.state.answer = (response) => response.writeHead(503).end();
    for (let tries = 0; tries < 11; tries += 1) {
      await makeDue(id);
      await deliver(id);
    }
    const [row] = await deliveriesOf(id);
    expect(row).toMatchObject({ state: "failed", attempts: 11, nextAttemptAt: null });
    await makeDue(id);
    await deliver(id);
    expect(receiver.received).toHaveLength(11);
    receiver.state.answer = (response) => response.writeHead(200).end();
    await redeliver(school.administrator, row?.id ?? "");
    await deliver(id);
    expect(receiver.received).toHaveLength(12);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "delivered", attempts: 1 });
    expect((await deliveriesOf(id))[0]?.tries).toHaveLength(12);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test("that waits, or is asked for again, is not sent of what was restricted meanwhile", async () => {
    await using receiver = await webhookReceiver();
    const { administrator: by } = school;
    const recordClass = (await addClass(by, "Restricted later")).find(
      (one) => one.name === "Restricted later",
    );
    const recordClassId = recordClass?.id ?? "";
    const { id } = await buildWebhook(by, { url: receiver.url, events: ["document.created"] });
    const cleared = await buildWebhook(by, { url: receiver.url, events: ["document.created"] });
    await changeRow(cleared.id, { restricted: true });
    const file = await storeFile(by, { filename: "later.pdf", recordClassId });
    await deliver(id);
    expect(idsOf(receiver.events())).toEqual([file.id]);
    const other = await storeFile(by, { filename: "also later.pdf", recordClassId });
    const open = await storeFile(by, { filename: "open.pdf" });
    await restrictClass(by, recordClassId, true);
    const [sent] = await deliveriesOf(id);
    await redeliver(by, sent?.id ?? "");
    receiver.received.length = 0;
    await deliver(id);
    expect(idsOf(receiver.events())).toEqual([open.id]);
    expect((await deliveriesOf(id)).map(({ state, tries }) => [state, tries.at(-1)?.problem])).toEqual([
      ["failed", "restricted"],
      ["failed", "restricted"],
      ["delivered", null],
    ]);
    expect(await webhookRow(id)).toMatchObject({ failures: 0, failingSince: null });
    receiver.received.length = 0;
    await deliver(cleared.id);
    const told = idsOf(receiver.events());
    expect(new Set(told)).toEqual(new Set([file.id, other.id, open.id]));
  });

  test("of a worker that died comes due again", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    expect(await claimDue(id, 10)).toHaveLength(1);
    await deliver(id);
    expect(receiver.received).toEqual([]);
    await makeDue(id);
    await database().execute(sql`
      delete from graphile_worker._private_jobs where payload->>'webhookId' = ${id}`);
    await restartLostDeliveries();
    expect(await jobsOf(id)).toHaveLength(1);
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
  });

  test("of many are sent several at once while they are taken", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    // Answers once four are there: one after another, they would wait for each other beyond the deadline.
    let open: ServerResponse[] = [];
    receiver.state.answer = (response) => {
      open.push(response);
      if (open.length < 4) return;
      for (const one of open) one.writeHead(204).end();
      open = [];
    };
    for (let each = 0; each < 12; each += 1) await sendTest(school.administrator, id);
    await deliver(id);
    expect(receiver.received).toHaveLength(12);
    expect((await deliveriesOf(id)).map(({ attempts }) => attempts)).toEqual(Array(12).fill(1));
  });

  test("makes room for other addresses, and goes on by a job", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    for (let each = 0; each < 6; each += 1) await sendTest(school.administrator, id);
    await database().execute(sql`
      delete from graphile_worker._private_jobs where payload->>'webhookId' = ${id}`);
    await deliverWebhook(id, { ...here, turnMs: 0 });
    expect(receiver.received).toHaveLength(4);
    expect(await jobsOf(id)).toHaveLength(1);
    await deliver(id);
    expect(receiver.received).toHaveLength(6);
  });
});

describe("an address", () => {
  beforeAll(async () => {
    school = await buildSchool();
  });

  test("that fails is left alone for a while, and tried with one delivery at a time", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    for (let each = 0; each < 8; each += 1) await sendTest(school.administrator, id);
    receiver.state.answer = (response) => response.writeHead(500).end();
    await deliver(id);
    expect(receiver.received).toHaveLength(4);
    const { restUntil, failingSince } = (await webhookRow(id)) ?? {};
    expect((restUntil?.getTime() ?? 0) - (failingSince?.getTime() ?? 0)).toBeGreaterThanOrEqual(5_000);
    await changeRow(id, { restUntil: new Date(Date.now() + 3_600_000) });
    await deliver(id);
    expect(receiver.received).toHaveLength(4);
    await changeRow(id, { restUntil: null });
    await deliver(id);
    expect(receiver.received).toHaveLength(5);
  });

  test("that says it is gone is switched off, and its administrators are written to", async () => {
    await using mail = await mailServer();
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    receiver.state.answer = (response) => response.writeHead(410).end();
    await deliver(id);
    expect(await webhookRow(id)).toMatchObject({ state: "disabled", disabledFor: "gone" });
    await makeDue(id);
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    await runMail();
    const [letter] = mail.to(school.administrator.userEmail ?? "");
    expect(letter?.subject).toContain("a webhook was switched off");
    expect(letter?.text).toContain(receiver.url);
    expect(letter?.text).toContain("(410)");
    expect(mail.to(school.teacher.userEmail ?? "")).toEqual([]);
    expect(await auditOf(school.id, "webhook.disabled")).toMatchObject([
      { outcome: "failed", targetId: id, details: { reason: "gone" } },
    ]);
  });

  test("that has failed for days is switched off; one success in between counts", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const answer = async (status: number) => {
      receiver.state.answer = (response) => response.writeHead(status).end();
      await sendTest(school.administrator, id);
      await deliver(id);
      return webhookRow(id);
    };
    await answer(500);
    await changeRow(id, { failingSince: days(4) });
    expect(await answer(500)).toMatchObject({ state: "active" });
    await changeRow(id, { failingSince: days(6) });
    expect(await answer(200)).toMatchObject({ state: "active", failingSince: null });
    await answer(500);
    await changeRow(id, { failingSince: days(6) });
    expect(await answer(500)).toMatchObject({ state: "disabled", disabledFor: "failing" });
    await expect(sendTest(school.administrator, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("with a new secret is signed for by both for a day", async () => {
    await using receiver = await webhookReceiver();
    const { id, secret } = await buildWebhook(school.administrator, { url: receiver.url });
    const { secret: next } = await rotateSecret(school.administrator, id);
    await sendTest(school.administrator, id);
    await deliver(id);
    await changeRow(id, { previousUntil: new Date(Date.now() - 1000) });
    await sendTest(school.administrator, id);
    await deliver(id);
    const good = receiver.received.map((one) => [isGood(one, next), isGood(one, secret)]);
    expect(good).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test("whose secret cannot be read any more is switched off, and works again with a new one", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    await changeRow(id, {
      secret: (await webhookRow((await buildWebhook(school.administrator)).id))?.secret ?? "",
    });
    await sendTest(school.administrator, id);
    await deliver(id);
    expect(receiver.received).toEqual([]);
    expect(await webhookRow(id)).toMatchObject({ state: "disabled", disabledFor: "secret" });
    const { secret } = await rotateSecret(school.administrator, id);
    await changeWebhook(school.administrator, id, { active: true });
    await deliver(id);
    expect(receiver.received.map((one) => isGood(one, secret))).toEqual([true]);
  });

  test("that the operator does not allow any more is not sent to", async () => {
    await using receiver = await webhookReceiver();
    const { id } = await buildWebhook(school.administrator, { url: receiver.url });
    await sendTest(school.administrator, id);
    config().WEBHOOK_ALLOW_PRIVATE = false;
    await deliver(id);
    config().WEBHOOK_ALLOW_PRIVATE = true;
    expect(receiver.received).toEqual([]);
    expect((await deliveriesOf(id))[0]?.tries).toMatchObject([{ problem: "address_refused", status: null }]);
  });
});

test("what is old is given up and, after a month, forgotten", async () => {
  const { id } = await buildWebhook(school.administrator);
  for (let each = 0; each < 3; each += 1) await sendTest(school.administrator, id);
  const [old, kept] = await deliveriesOf(id);
  const aged = (days: number) => sql`now() - make_interval(days => ${days})`;
  await database()
    .update(webhookDeliveries)
    .set({ askedAt: aged(4), nextAttemptAt: aged(1) })
    .where(eq(webhookDeliveries.id, kept?.id ?? ""));
  await database()
    .update(webhookEvents)
    .set({ occurredAt: aged(31) })
    .where(eq(webhookEvents.id, old?.eventId ?? ""));
  await giveUpOldDeliveries();
  await forgetOldEvents();
  expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(["failed", "waiting"]);
  expect(await database().$count(webhookEvents, eq(webhookEvents.id, old?.eventId ?? ""))).toBe(0);
});
