import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { storagePrices } from "#db/schema/storage-prices.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { insertUsage, platformAdmin } from "#lib/testing/usage.ts";
import { removePrices, setPrices } from "#lib/usage/mutations.ts";
import { R2_INFREQUENT_ACCESS, R2_STANDARD } from "#lib/usage/price.ts";
import { listPrices } from "#lib/usage/prices.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

// Prices are everybody's: these hold in months of which no other test knows.
afterAll(async () => {
  await database().delete(storagePrices);
});

test("a month is billed at the prices that hold in it, and in the class of storage that they are for", async () => {
  const school = await buildSchool();
  const operator = await platformAdmin(school);
  const GB = 1_000_000_000;
  for (const [start, end] of [
    ["2012-03-01", "2012-03-02"],
    ["2012-04-01", "2012-04-02"],
    ["2012-06-01", "2012-06-02"],
  ] as const) {
    await insertUsage(school.id, "media", start, { peakBytes: 300 * GB, bytesOut: 5 * GB });
    await insertUsage(school.id, "media", end, { classA: 3_000_000 });
  }
  // First of all what holds from then on, as without any: other tests reckon meanwhile.
  await setPrices(operator, "2012-07", R2_STANDARD);
  await setPrices(operator, "2012-04", { ...R2_STANDARD, gbMonth: 1_000_000, freeGbMonths: 0 });
  await setPrices(operator, "2012-06", R2_INFREQUENT_ACCESS);
  const costs = async () => {
    const range = { from: "2012-03-01", to: "2012-06-30", groupBy: "month" } as const;
    const { groups } = await usageReport(school.administrator, range);
    return groups.map(({ cost }) => cost);
  };
  // 300 GB on one day of March are 9.7 GB-months: free. On one of the 30 of April, 10, each of them at 1.00.
  // In Infrequent Access 10 x 0.01, 3 x 9.00, and 5 GB read at 0.01.
  const march = { storage: 0, classA: 9_000_000, classB: 0, retrieval: 0, total: 9_000_000 };
  const may = { storage: 0, classA: 0, classB: 0, retrieval: 0, total: 0 };
  expect(await costs()).toEqual([
    march,
    { ...march, storage: 10_000_000, total: 19_000_000 },
    may,
    { storage: 100_000, classA: 27_000_000, classB: 0, retrieval: 50_000, total: 27_150_000 },
  ]);
  expect((await listPrices(operator)).map(({ month }) => month)).toEqual(["2012-07", "2012-06", "2012-04"]);
  await removePrices(operator, "2012-04");
  expect((await costs())[1]).toEqual(march);
  await database().delete(usageDaily).where(eq(usageDaily.schoolId, school.id));
});

test("prices are for who looks after the installation", async () => {
  const school = await buildSchool();
  for (const actor of [school.administrator, school.viewer, (await school.token()).actor]) {
    const refused = { code: "not_found" };
    await expect(setPrices(actor, "2012-01", R2_STANDARD)).rejects.toMatchObject(refused);
    await expect(removePrices(actor, "2012-07")).rejects.toMatchObject(refused);
    await expect(listPrices(actor)).rejects.toMatchObject(refused);
  }
});
