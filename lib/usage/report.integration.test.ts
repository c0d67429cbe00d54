import { eq, lt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { uploads } from "#db/schema/uploads.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile, ticketFor } from "#lib/testing/upload.ts";
import { insertUsage, platformAdmin } from "#lib/testing/usage.ts";
import { dayOf, monthOf } from "#lib/usage/days.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageMonths } from "#lib/usage/months.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

const GB = 1_000_000_000;
const november = (groupBy: "kind" | "day" | "month" | "school" | "type") => ({
  from: "2011-11-01",
  to: "2011-11-30",
  groupBy,
});

// A month of which no other test knows: the bill is the account's, and all tests share one.
describe("a month of two schools", () => {
  let north: TestSchool;
  let south: TestSchool;
  let operator: Actor;
  const before2012 = lt(usageDaily.day, "2012-01-01");

  beforeAll(async () => {
    north = await buildSchool();
    south = await buildSchool();
    operator = await platformAdmin(south);
    // North: 60 GB from the 1st on, 90 GB for some hours of the 11th, all deleted on the 21st.
    const held = { startBytes: 60 * GB, peakBytes: 60 * GB, endBytes: 60 * GB };
    await insertUsage(north.id, "media", "2011-11-01", {
      ...held,
      startBytes: 0,
      classA: 1_500_000,
      bytesIn: 60 * GB,
    });
    await insertUsage(north.id, "media", "2011-11-11", {
      ...held,
      peakBytes: 90 * GB,
      classBEstimated: 9_000_000,
    });
    await insertUsage(north.id, "media", "2011-11-21", { ...held, endBytes: 0, free: 7 });
    // South: 30 GB of reports on the 16th, and gone on the 1st of December.
    await insertUsage(south.id, "report", "2011-11-16", {
      peakBytes: 30 * GB,
      endBytes: 30 * GB,
      classA: 500_000,
      classB: 3_000_001,
    });
    await insertUsage(south.id, "report", "2011-12-01", { startBytes: 30 * GB, peakBytes: 30 * GB });
    await insertUsage(null, "other", "2011-11-30", { classA: 1 });
  });
  afterAll(() => database().delete(usageDaily).where(before2012));

  // North: 20 days of 60 (the 21st had its peak too) and the peak of 90: 1..10, 12..21 = 20 x 60 + 90 = 1,290.
  // South: 16..30 = 15 x 30 = 450. Together 1,740 GB-days / 30 = 58 GB-months, 10 free: 48 x 0.015 = 0.72.
  // Class A: 1,500,000 + 500,000 + 1 = 3 million begun, 1 free: 9.00. Class B: 12,000,001 = 13, 10 free: 1.08.
  test("is billed as one account and shared in proportion, to the millionth", async () => {
    const report = await usageReport(operator, november("school"));
    expect(report.cost).toEqual({
      storage: 720_000,
      classA: 9_000_000,
      classB: 1_080_000,
      retrieval: 0,
      total: 10_800_000,
    });
    const costs = Object.fromEntries(report.groups.map(({ key, cost }) => [key, cost]));
    // 0.72 x 1,290 / 1,740; 9.00 x 1,500,000 / 2,000,001; 1.08 x 9,000,000 / 12,000,001.
    expect(costs[north.id]).toMatchObject({ storage: 533_793, classA: 6_749_997, classB: 810_000 });
    expect(costs[south.id]).toMatchObject({ storage: 186_207, classA: 2_249_999, classB: 270_000 });
    // Whatever belongs to no school is told apart.
    expect(costs["none"]).toMatchObject({ storage: 0, classA: 4, classB: 0 });
    const sum = report.groups.reduce((total, { cost }) => total + (cost?.total ?? 0), 0);
    expect(sum).toBe(10_800_000);
    expect(report.groups.find(({ key }) => key === north.id)?.name).toBe(north.administrator.schoolName);
  });

  test("is to each school its own part, however it is cut up", async () => {
    for (const groupBy of ["kind", "day", "month"] as const) {
      const report = await usageReport(north.registrar, november(groupBy));
      expect(Math.abs(report.cost.total - (533_793 + 6_749_997 + 810_000))).toBeLessThanOrEqual(3);
      const sum = report.groups.reduce((total, { cost }) => total + (cost?.total ?? 0), 0);
      expect(sum).toBe(report.cost.total);
      expect(report.activity).toMatchObject({
        classA: { measured: 1_500_000, estimated: 0 },
        classB: { measured: 0, estimated: 9_000_000 },
        free: { measured: 7, estimated: 0 },
      });
    }
    const { groups, days } = await usageReport(north.registrar, november("day"));
    expect(groups).toHaveLength(30);
    expect([1, 10, 11, 12, 21, 22].map((day) => days[day - 1]?.peakBytes)).toEqual(
      [60, 60, 90, 60, 60, 0].map((gb) => gb * GB),
    );
    expect([days[19]?.storedBytes, days[20]?.storedBytes]).toEqual([60 * GB, 0]);
    const media = (await usageReport(north.registrar, november("kind"))).groups.find(
      ({ key }) => key === "media",
    );
    expect(media).toMatchObject({ peakBytes: 90 * GB, storedBytes: 0, bytes: 0 });
  });

  test("of a part of it costs that part", async () => {
    const half = { from: "2011-11-16", to: "2011-11-20", groupBy: "kind" } as const;
    const report = await usageReport(north.registrar, half);
    // 5 of 29 days' worth of 60 GB: 720,000 x 300 / 1,740.
    expect(report.cost).toMatchObject({ storage: 124_138, classA: 0, total: 124_138 });
  });

  test("is nobody else's to see", async () => {
    for (const actor of [north.teacher, north.viewer, (await north.token("documents:read")).actor]) {
      await expect(usageReport(actor, november("kind"))).rejects.toMatchObject({ code: "forbidden" });
      await expect(usageHeadline(actor)).rejects.toMatchObject({ code: "forbidden" });
      await expect(usageMonths(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
    const wanted = { ...november("kind"), scope: "platform" as const };
    for (const query of [november("school"), wanted]) {
      await expect(usageReport(north.administrator, query)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(usageHeadline(north.administrator, "platform")).rejects.toMatchObject({ code: "not_found" });
    await expect(usageMonths(north.administrator, "platform")).rejects.toMatchObject({ code: "not_found" });
    const other = await usageReport(south.registrar, november("kind"));
    expect(other.groups.map(({ key }) => key)).toEqual(["report"]);
  });

  test.each([
    ["2011-11-30", "2011-11-29"],
    ["2009-01-01", "2011-11-29"],
  ])("from %s to %s is refused", async (from, to) => {
    await expect(usageReport(north.registrar, { from, to, groupBy: "day" })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

test("a file that was sent is counted at once, one that is on its way as estimated, by type too", async () => {
  const school = await buildSchool();
  const today = dayOf(new Date());
  const query = { from: today, to: dayOf(new Date(Date.now() + 86_400_000)), groupBy: "kind" } as const;
  const document = await storeFile(school.teacher);
  const bytes = await pdfFile();
  const ticket = await ticketFor(school.teacher, bytes);
  const report = await usageReport(school.registrar, query);
  expect(report.totals).toMatchObject({
    bytes: document.fileSize,
    objects: 1,
    storedBytes: document.fileSize,
    storedObjects: 1,
  });
  expect(report.activity.classA.measured).toBeGreaterThanOrEqual(1);
  expect(report.activity.classA.estimated).toBe(1);
  expect(report.activity.bytesIn).toEqual({ measured: document.fileSize, estimated: bytes.length });
  await database().update(uploads).set({ status: "expired" }).where(eq(uploads.id, ticket.uploadId));
  expect((await usageReport(school.registrar, query)).activity.classA.estimated).toBe(0);
  const byType = await usageReport(school.registrar, { ...query, groupBy: "type" });
  expect(byType.groups).toMatchObject([{ key: "application/pdf", bytes: document.fileSize, objects: 1 }]);
});

test("the headline has this month so far, and where it leads to", async () => {
  const school = await buildSchool();
  const stored = { kind: "media" as const, storedBytes: 500 * GB, storedObjects: 1, bytesIn: 500 * GB };
  await database().transaction((tx) => addCounts(tx, school.id, [stored]));
  const headline = await usageHeadline(school.administrator);
  const { month, forecast, s3, totals } = headline;
  expect(totals).toMatchObject({ storedBytes: 500 * GB, bytes: 0 });
  expect(month.month).toBe(monthOf(dayOf(new Date())));
  expect(month.activity.bytesIn.measured).toBe(500 * GB);
  expect(month.cost.storage).toBeGreaterThan(0);
  expect(forecast.low.total).toBeLessThanOrEqual(forecast.expected.total);
  expect(forecast.expected.total).toBeLessThanOrEqual(forecast.high.total);
  expect(forecast.expected.total).toBeGreaterThanOrEqual(month.cost.total);
  expect(s3.total).toBe(s3.storage + s3.requests + s3.egress);
  const months = await usageMonths(school.administrator);
  expect(months).toHaveLength(1);
  expect(months[0]).toMatchObject({ month: month.month, storedBytes: 500 * GB });
  await database().transaction((tx) =>
    addCounts(tx, school.id, [{ kind: "media", storedBytes: -500 * GB, storedObjects: -1 }]),
  );
});
