import { afterEach, expect, test, vi } from "vitest";
import { config } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import { cloudflareServer } from "#lib/testing/cloudflare.ts";
import { withSettings } from "#lib/testing/installation.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { insertUsage, platformAdmin } from "#lib/testing/usage.ts";
import { cloudflareComparison } from "#lib/usage/cloudflare/comparison.data.ts";
import { dayOf } from "#lib/usage/days.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";

const TOKEN = "t0ken-that_nobody.sees";
const SETTINGS = {
  CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789abcdef",
  CLOUDFLARE_ANALYTICS_TOKEN: TOKEN,
};

const rows = () => {
  const datetime = new Date().toISOString();
  const bucketName = config().R2_BUCKET_NAME;
  return {
    r2OperationsAdaptiveGroups: [
      {
        sum: { requests: 12 },
        dimensions: {
          actionType: "PutObject",
          actionStatus: "success",
          responseStatusCode: 200,
          bucketName,
          datetime,
        },
      },
    ],
    r2StorageAdaptiveGroups: [
      {
        max: { payloadSize: 990, metadataSize: 10, objectCount: 3, uploadCount: 0 },
        dimensions: { bucketName, datetime, storageClass: "Standard" },
      },
    ],
  };
};

afterEach(() => {
  delete (globalThis as { athenaCloudflare?: unknown }).athenaCloudflare;
  vi.restoreAllMocks();
});

test("both counts are for who looks after the installation, and Cloudflare is asked once", async () => {
  const server = await cloudflareServer(TOKEN, SETTINGS.CLOUDFLARE_ACCOUNT_ID, rows());
  const school = await buildSchool();
  const operator = await platformAdmin(await buildSchool());
  await insertUsage(school.id, "report", dayOf(new Date()), { classA: 5, classAEstimated: 2, classB: 3 });
  await withSettings(SETTINGS, async () => {
    for (const actor of [school.administrator, school.viewer, (await school.token()).actor]) {
      await expect(cloudflareComparison(actor, server.url)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(server.asked).toEqual([]);
    const all = await Promise.all([
      cloudflareComparison(operator, server.url),
      cloudflareComparison(operator, server.url),
    ]);
    for (const comparison of all) {
      expect(comparison?.cloudflare).toMatchObject({
        ok: true,
        figures: { bytes: 1_000, objects: 3, classA: 12, classB: 0 },
      });
    }
    expect(server.asked).toHaveLength(1);
    const { month } = await usageHeadline(operator, "platform");
    const { measured, estimated } = month.activity.classA;
    // Other tests may count meanwhile.
    expect(all[0]?.ours.classA).toBeGreaterThanOrEqual(7);
    expect(all[0]?.ours.classA).toBeLessThanOrEqual(measured + estimated);
  });
  await server.close();
});

test("a failure is an answer, asked for once and without the token in the log", async () => {
  const server = await cloudflareServer(TOKEN, SETTINGS.CLOUDFLARE_ACCOUNT_ID, rows());
  const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
  const operator = await platformAdmin(await buildSchool());
  const body = JSON.stringify({ data: null, errors: [{ message: `error parsing ${TOKEN}` }] });
  server.state.instead = [{ status: 200, body }];
  await withSettings(SETTINGS, async () => {
    for (const _ of [1, 2]) {
      const comparison = await cloudflareComparison(operator, server.url);
      expect(comparison?.cloudflare).toMatchObject({ ok: false, reason: "question" });
      expect(JSON.stringify(comparison)).not.toContain(TOKEN);
    }
  });
  expect(server.asked).toHaveLength(1);
  expect(warned).toHaveBeenCalledOnce();
  const logged = JSON.stringify(warned.mock.calls);
  expect(logged).toContain("error parsing [hidden]");
  expect(logged).not.toContain(TOKEN);
  await server.close();
});

test("nobody is asked where no account is set", async () => {
  const operator = await platformAdmin(await buildSchool());
  const none = { CLOUDFLARE_ACCOUNT_ID: undefined, CLOUDFLARE_ANALYTICS_TOKEN: undefined };
  await withSettings(none, async () => {
    expect(await cloudflareComparison(operator, "http://127.0.0.1:9/")).toBeNull();
  });
});
