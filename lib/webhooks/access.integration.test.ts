import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { buildWebhook, changeRow, deliveriesOf, webhookRow } from "#lib/testing/webhooks.ts";
import { EVENT_TYPES, MAX_WEBHOOKS } from "#lib/webhooks/constants.ts";
import { findDelivery, findWebhook, listDeliveries, listWebhooks } from "#lib/webhooks/data.ts";
import {
  addWebhook,
  changeWebhook,
  deleteWebhook,
  redeliver,
  rotateSecret,
  sendTest,
} from "#lib/webhooks/mutations.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = [await buildSchool(), await buildSchool()];
});

const wanted = { url: "https://1.1.1.1/hook", events: EVENT_TYPES };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

/** Everything that can be done with one webhook and one delivery of it. */
const deeds = (actor: Actor, webhookId: string, deliveryId: string) => [
  codeOf(changeWebhook(actor, webhookId, { active: false })),
  codeOf(changeWebhook(actor, webhookId, { url: "https://1.0.0.1/" })),
  codeOf(rotateSecret(actor, webhookId)),
  codeOf(sendTest(actor, webhookId)),
  codeOf(redeliver(actor, deliveryId)),
  codeOf(deleteWebhook(actor, webhookId)),
];

describe("webhooks", () => {
  test("are the administrators' alone", async () => {
    const { id } = await buildWebhook(school.administrator);
    await sendTest(school.administrator, id);
    const [delivery] = await deliveriesOf(id);
    const before = await webhookRow(id);
    for (const actor of [school.registrar, school.teacher, school.viewer]) {
      expect(new Set(await Promise.all(deeds(actor, id, delivery?.id ?? "")))).toEqual(
        new Set(["forbidden"]),
      );
      expect(await codeOf(addWebhook(actor, wanted))).toBe("forbidden");
      expect(await codeOf(listWebhooks(actor))).toBe("forbidden");
      expect(await codeOf(listDeliveries(actor, id, {}))).toBe("forbidden");
      expect(await codeOf(findDelivery(actor, delivery?.id ?? ""))).toBe("forbidden");
    }
    expect(await webhookRow(id)).toEqual(before);
    const { actor: token } = await school.token("documents:read");
    expect(await codeOf(addWebhook(token, wanted))).toBe("forbidden");
  });

  test("of another school are not there", async () => {
    const { id } = await buildWebhook(school.administrator);
    await sendTest(school.administrator, id);
    const [delivery] = await deliveriesOf(id);
    const before = await webhookRow(id);
    const stranger = other.administrator;
    expect(new Set(await Promise.all(deeds(stranger, id, delivery?.id ?? "")))).toEqual(
      new Set(["not_found"]),
    );
    expect(await findWebhook(stranger, id)).toBeNull();
    expect(await findDelivery(stranger, delivery?.id ?? "")).toBeNull();
    expect((await listDeliveries(stranger, id, {})).lines).toEqual([]);
    expect(await listWebhooks(stranger)).toEqual([]);
    expect(await webhookRow(id)).toEqual(before);
    expect(await deliveriesOf(id)).toHaveLength(1);
  });

  test("tell their secret once, and keep it sealed", async () => {
    const { id, secret } = await buildWebhook(school.administrator);
    const row = await webhookRow(id);
    expect(row?.secret).not.toContain(secret.slice("whsec_".length));
    const shown = JSON.stringify([await findWebhook(school.administrator, id), await auditOf(school.id)]);
    expect(shown).not.toContain(secret.slice("whsec_".length));
    expect(shown).not.toContain(row?.secret);
  });

  test("leave a trace of what is done with them", async () => {
    const mine = await buildSchool();
    const { id } = await buildWebhook(mine.administrator);
    await changeWebhook(mine.administrator, id, { url: "https://1.0.0.1/", events: ["quota.warning"] });
    await rotateSecret(mine.administrator, id);
    await sendTest(mine.administrator, id);
    await deleteWebhook(mine.administrator, id);
    const events = (await auditOf(mine.id)).filter(({ action }) => action.startsWith("webhook."));
    expect(events.map(({ action, targetId }) => [action, targetId])).toEqual(
      ["created", "changed", "secret_rotated", "tested", "deleted"].map((what) => [`webhook.${what}`, id]),
    );
    expect(await webhookRow(id)).toBeUndefined();
    expect(await deliveriesOf(id)).toEqual([]);
  });

  test("are so many and no more, however they race", async () => {
    const mine = await buildSchool();
    const asked = Array.from({ length: MAX_WEBHOOKS + 3 }, () =>
      codeOf(addWebhook(mine.administrator, wanted)),
    );
    const codes = await Promise.all(asked);
    expect(codes.filter((code) => code === "ok")).toHaveLength(MAX_WEBHOOKS);
    expect(codes.filter((code) => code === "too_many_webhooks")).toHaveLength(3);
  });
});

describe("an address", () => {
  afterEach(() => {
    config().WEBHOOK_ALLOW_PRIVATE = false;
  });

  test.each([
    ["http://1.1.1.1/", "form"],
    ["https://127.0.0.1:8443/", "form"],
    ["https://localhost/", "refused"],
    ["https://nobody.invalid/", "unknown"],
  ])("%s is refused: %s", async (url, reason) => {
    await expect(addWebhook(school.administrator, { ...wanted, url })).rejects.toMatchObject({
      code: "webhook_address",
      details: { reason },
    });
  });

  test("of the operator's network is taken where they allow it", async () => {
    config().WEBHOOK_ALLOW_PRIVATE = true;
    for (const url of ["http://127.0.0.1:8080/hook", "https://localhost/"]) {
      const { id } = await addWebhook(other.administrator, { ...wanted, url });
      expect((await webhookRow(id))?.url).toBe(url);
    }
  });
});

test("the log goes back page by page, and can be narrowed", async () => {
  const mine = await buildSchool();
  const { id } = await buildWebhook(mine.administrator);
  await changeRow(id, { url: "https://1.1.1.1/" });
  for (let each = 0; each < 52; each += 1) await sendTest(mine.administrator, id);
  const first = await listDeliveries(mine.administrator, id, {});
  const second = await listDeliveries(mine.administrator, id, { before: first.next ?? "" });
  expect([first.lines.length, second.lines.length, second.next]).toEqual([50, 2, null]);
  const ids = [...first.lines, ...second.lines].map((line) => line.id);
  expect(ids).toEqual((await deliveriesOf(id)).map((row) => row.id).toReversed());
  const none = await listDeliveries(mine.administrator, id, { state: "failed" });
  const another = await listDeliveries(mine.administrator, id, { type: "document.created" });
  const some = await listDeliveries(mine.administrator, id, { state: "waiting", type: "webhook.test" });
  expect([none.lines.length, another.lines.length, some.lines.length]).toEqual([0, 0, 50]);
});
