import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cloudflareServer, type Refusal } from "#lib/testing/cloudflare.ts";
import { askCloudflare } from "#lib/usage/cloudflare/ask.ts";
import { CloudflareError } from "#lib/usage/cloudflare/failure.ts";
import { bucketLabel } from "#lib/usage/cloudflare/settings.ts";

const TOKEN = "t0ken-that_nobody.sees";
const ACCOUNT = {
  accountId: "0123456789abcdef0123456789abcdef",
  token: TOKEN,
  buckets: ["athena-docs", "athena-public"],
};
const NOW = new Date("2011-11-20T12:00:00Z");

const operation = (
  actionType: string,
  requests: number,
  { status = 200, bucket = "athena-docs", at = "2011-11-19T10:00:00Z", as = "success" } = {},
) => ({
  sum: { requests },
  dimensions: {
    actionType,
    actionStatus: as,
    responseStatusCode: status,
    bucketName: bucket,
    datetime: at,
    storageClass: "Standard",
  },
});
const held = (
  bucketName: string,
  storageClass: string,
  datetime: string,
  bytes: number,
  objects: number,
) => ({
  max: { payloadSize: bytes, metadataSize: 7, objectCount: objects, uploadCount: 0 },
  dimensions: { bucketName, storageClass, datetime },
});

const ROWS = {
  r2OperationsAdaptiveGroups: [
    operation("PutObject", 1000),
    operation("ListObjects", 20, { bucket: "athena-public" }),
    operation("GetObject", 5000, { at: "2011-11-01T00:00:00Z" }),
    operation("HeadObject", 30, { status: 404, as: "userError" }),
    operation("UsageSummary", 4),
    operation("DeleteObject", 900),
    // Neither billed, nor of this month, nor ours.
    operation("PutObject", 77, { status: 403, as: "userError" }),
    operation("GetObject", 88, { status: 500, as: "internalError" }),
    operation("GetObject", 99, { at: "2011-10-31T23:59:59Z" }),
    operation("PutObject", 66, { bucket: "somebody-elses" }),
  ],
  r2StorageAdaptiveGroups: [
    held("athena-docs", "Standard", "2011-11-20T10:00:00Z", 5_000, 50),
    held("athena-docs", "Standard", "2011-11-20T11:00:00Z", 4_000, 40),
    held("athena-docs", "InfrequentAccess", "2011-11-20T10:30:00Z", 300, 3),
    held("athena-public", "Standard", "2011-11-19T00:00:00Z", 20, 2),
    held("athena-docs", "Standard", "2011-11-10T11:00:00Z", 9_000, 90),
    held("somebody-elses", "Standard", "2011-11-20T11:30:00Z", 1_000_000, 1_000),
  ],
};

let server: Awaited<ReturnType<typeof cloudflareServer>>;
beforeAll(async () => {
  server = await cloudflareServer(TOKEN, ACCOUNT.accountId, ROWS);
});
afterAll(() => server.close());
afterEach(() => {
  server.state.instead = [];
  server.asked.length = 0;
});

const ask = (account = ACCOUNT, deadlineMs?: number) =>
  askCloudflare(account, { url: server.url, now: NOW, ...(deadlineMs !== undefined && { deadlineMs }) });

async function failure(work: Promise<unknown>): Promise<CloudflareError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CloudflareError) return error;
  throw new Error("It did not fail as it should.", { cause: error });
}

test("what was done this month is classed as it is billed, and the last of what each bucket and class holds added up", async () => {
  expect(await ask()).toEqual({
    classA: 1_020,
    classB: 5_034,
    bytes: 4_000 + 300 + 20 + 3 * 7,
    objects: 45,
    heldAt: "2011-11-20T11:00:00Z",
  });
  expect(server.asked).toHaveLength(1);
  expect(server.asked[0]?.variables).toEqual({
    accountTag: ACCOUNT.accountId,
    buckets: ACCOUNT.buckets,
    monthStart: "2011-11-01T00:00:00Z",
    heldSince: "2011-11-18T00:00:00Z",
    now: "2011-11-20T12:00:00.000Z",
  });
  expect(JSON.stringify(server.asked)).not.toContain(TOKEN);
});

test("of a bucket without a figure of the last days what it holds is not known", async () => {
  const later = await askCloudflare(ACCOUNT, { url: server.url, now: new Date("2011-11-29T00:00:00Z") });
  expect(later).toMatchObject({ bytes: null, objects: null, heldAt: null, classA: 1_020 });
});

test("buckets that the account does not know are nothing, not zero", async () => {
  expect((await failure(ask({ ...ACCOUNT, buckets: ["misspelt"] }))).reason).toBe("nothing");
});

test("a wrong token and another's account are refused", async () => {
  expect((await failure(ask({ ...ACCOUNT, token: "another" }))).reason).toBe("refused");
  expect((await failure(ask({ ...ACCOUNT, accountId: "f".repeat(32) }))).reason).toBe("refused");
});

const json = (status: number, body: unknown): Refusal => ({ status, body: JSON.stringify(body) });
const said = (message: string, more: object = {}) => ({ data: null, errors: [{ message, ...more }] });
const noAccount = { data: { viewer: { accounts: [] } }, errors: null };
const noRows = { data: { viewer: { accounts: [{ r2OperationsAdaptiveGroups: null }] } }, errors: null };

describe("an answer that has no figures", () => {
  test.each([
    ["refused", { status: 401, body: "" }],
    ["refused", json(403, said("not entitled"))],
    ["refused", json(400, { success: false, errors: [{ code: 6003, message: "Invalid request headers" }] })],
    ["refused", json(200, said("no", { extensions: { code: "authz" } }))],
    ["refused", json(200, noAccount)],
    ["busy", { status: 429, body: "slow down" }],
    ["busy", json(200, said("rate limiter budget depleted, please try again later"))],
    ["question", json(200, said("cannot request data older than 2678400s", { path: ["viewer"] }))],
    ["garbled", { status: 200, body: "<html>a captive portal</html>" }],
    ["garbled", json(200, noRows)],
    ["garbled", { status: 404, body: "" }],
  ] as const)("is %s, and is not asked for again at once: %j", async (reason, instead) => {
    server.state.instead = [instead];
    const error = await failure(ask());
    expect(error.reason).toBe(reason);
    expect(server.asked).toHaveLength(1);
  });

  test.each([
    ["unwell", { status: 503, body: "<html>" }],
    ["unreachable", "hang up"],
  ] as const)("that is %s is asked for once more, and no oftener", async (reason, instead) => {
    server.state.instead = [instead];
    expect((await failure(ask())).reason).toBe(reason);
    expect(server.asked).toHaveLength(2);
  });

  test("the first time is had the second time", async () => {
    server.state.instead = ["hang up", json(200, { data: noAccount.data })];
    expect((await failure(ask())).reason).toBe("refused");
  });

  test("in time is given up", async () => {
    server.state.instead = ["silence"];
    const before = performance.now();
    expect((await failure(ask(ACCOUNT, 200))).reason).toBe("late");
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(server.asked.length).toBeLessThanOrEqual(1);
  });

  test("and leads elsewhere is not followed, for the token would go along", async () => {
    const other = await cloudflareServer(TOKEN, ACCOUNT.accountId, ROWS);
    const { createServer } = await import("node:http");
    const pointing = createServer((_, response) => response.writeHead(307, { location: other.url }).end());
    await new Promise<void>((ready) => pointing.listen(0, "127.0.0.1", ready));
    const { port } = pointing.address() as { port: number };
    expect((await failure(askCloudflare(ACCOUNT, { url: `http://127.0.0.1:${port}/` }))).reason).toBe(
      "unreachable",
    );
    expect(other.asked).toEqual([]);
    pointing.closeAllConnections();
    await new Promise<void>((closed) => pointing.close(() => closed()));
    await other.close();
  });

  test("because nobody is there is unreachable, and no failure tells the token", async () => {
    const gone = await cloudflareServer(TOKEN, ACCOUNT.accountId, {});
    await gone.close();
    const error = await failure(askCloudflare(ACCOUNT, { url: gone.url }));
    expect([error.reason, error.message]).toEqual(["unreachable", "cloudflare: unreachable: ECONNREFUSED"]);
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(TOKEN);
  });
});

test("a bucket in a jurisdiction is called by both names", () => {
  const at = (host: string) => bucketLabel("docs", `https://${host}`);
  expect(at(`${ACCOUNT.accountId}.eu.r2.cloudflarestorage.com`)).toBe("eu_docs");
  expect(at(`${ACCOUNT.accountId}.r2.cloudflarestorage.com`)).toBe("docs");
  expect(at("127.0.0.1:9000")).toBe("docs");
  expect(bucketLabel("docs", undefined)).toBe("docs");
});
