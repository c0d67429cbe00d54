import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type Browser, expect, test } from "@playwright/test";
import { startTestApp, type TestApp } from "#scripts/test/app.ts";
import { Api, type ApiDocument } from "./fixtures/api.ts";
import { dropMade } from "./fixtures/drop.ts";
import { leftOver, undecided, uploadsOf } from "./fixtures/held.ts";
import { type Installation, visit } from "./fixtures/installation.ts";
import { slowLine } from "./fixtures/network.ts";
import { followParts, gateParts } from "./fixtures/parts.ts";
import { type PartName, processOf } from "./fixtures/processes.ts";
import { foundSchool, type School } from "./fixtures/school.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { photo } from "./samples/picture.ts";
import { type Sample, sha256 } from "./samples/sample.ts";

/**
 * An installation of its own, as its processes are killed one after another. Its uploads are PUT, so that both ways to
 * the store are walked in a browser.
 */
let app: TestApp;
let installation: Installation;
let school: School;
let api: Api;

test.describe.configure({ mode: "serial", timeout: 150_000 });

/** `npm start` of these tests. What is under way at a SIGTERM has a minute, for whom the machine is slow. */
const env = { R2_UPLOAD_METHOD: "put", METRICS_TOKEN: "read-by-the-tests", SHUTDOWN_TIMEOUT_SECONDS: "60" };

test.beforeAll(async () => {
  app = await startTestApp({ env });
  installation = visit(app.dataDir);
  school = await foundSchool(installation);
  api = new Api(app.baseUrl, await school.token());
});

test.afterAll(async () => {
  await installation?.leave();
  await app?.stop();
});

function kill(part: PartName): void {
  process.kill(processOf(part, { pid: app.process.pid ?? 0, dataDir: app.dataDir }), "SIGKILL");
}

const isReady = () =>
  fetch(`${app.baseUrl}/api/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

async function untilReady(): Promise<void> {
  await expect.poll(isReady, { timeout: 30_000, intervals: [100] }).toBe(true);
}

/** Every document of the list, read to its end. */
async function listed(): Promise<ApiDocument[]> {
  const all: ApiDocument[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const answer = await api.ask("GET", `/documents?limit=100${next && `&cursor=${next}`}`);
    const page = (await answer.json()) as { data: ApiDocument[]; next_cursor: string | null };
    all.push(...page.data);
    next = page.next_cursor;
  }
  return all;
}

/** What is listed is whole: each file's bytes come back as they were given, and nothing is there twice. */
async function expectWhole(given: readonly Sample[]): Promise<void> {
  const known = new Map(given.map(({ name, bytes }) => [name, sha256(bytes)]));
  const documents = await listed();
  expect(new Set(documents.map(({ filename }) => filename)).size).toBe(documents.length);
  for (const { id, filename } of documents) {
    const answer = await api.ask("GET", `/documents/${id}/download`);
    const { download_url: url } = (await answer.json()) as { download_url: string };
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect({ filename, sha256: sha256(bytes) }).toEqual({ filename, sha256: known.get(filename) });
  }
}

/**
 * Uploads over a slow line until some files are stored, then kills something. The page may confirm no more than these,
 * so that nobody but the server can put things right; it goes once bytes have arrived that nobody confirmed.
 */
async function uploadUntilKilled(
  browser: Browser,
  files: readonly Sample[],
  strike: () => void,
): Promise<string[]> {
  const storageState = await signInByHttp(app.baseUrl, school.people.teacher);
  const context = await browser.newContext({ storageState, baseURL: app.baseUrl });
  const documents = new DocumentsPage(await context.newPage());
  await documents.open();
  await slowLine(documents.page, 1_000_000);
  let confirmed = 0;
  await documents.page.route("**/api/v1/uploads/**", (route) => {
    confirmed += 1;
    return confirmed > 4 ? route.abort() : route.continue();
  });
  await dropMade(documents.page, files);
  await expect(documents.tray.title).toHaveText(/Uploading [34] of/, { timeout: 30_000 });
  await expect.poll(() => undecided(installation, school), { intervals: [50] }).not.toEqual([]);
  strike();
  await context.close();
  return files.map(({ name }) => name);
}

const batch = (name: string) =>
  Array.from({ length: 24 }, (_, at) => photo(`${name} ${at + 1}.png`, { size: 150_000 + at }));

const first = batch("servidor");
const second = batch("todo");

test("kill -9 of the app in the middle of an upload: it comes back, and only whole files are listed", async ({
  browser,
}) => {
  await uploadUntilKilled(browser, first, () => kill("app"));
  await untilReady();
  const documents = await listed();
  expect(documents.length).toBeGreaterThanOrEqual(3);
  expect(documents.length).toBeLessThan(first.length);
  await expectWhole(first);
});

test("kill -9 of everything in the middle of an upload: started again, only whole files are listed", async ({
  browser,
}) => {
  await uploadUntilKilled(browser, second, () => app.process.kill("SIGKILL"));
  await installation.leave();
  const port = Number(new URL(app.baseUrl).port);
  app = await startTestApp({ dataDir: app.dataDir, port, env });
  installation = visit(app.dataDir);
  await expectWhole([...first, ...second]);
});

test("what had arrived appears by itself, and the rest is swept", async () => {
  const keys = new Set(await installation.bucket.keys(`documents/${school.id}/`));
  const arrived = (await uploadsOf(installation, school)).filter(({ key }) => keys.has(key));
  await expect
    .poll(() => undecided(installation, school), { timeout: 120_000, intervals: [1_000] })
    .toEqual([]);
  const names = (await listed()).map(({ filename }) => filename);
  expect(names).toEqual(expect.arrayContaining(arrived.map(({ filename }) => filename)));
  await expectWhole([...first, ...second]);

  // A day passes for what never arrived.
  const { sql } = installation;
  await sql`update uploads set expires_at = now() - interval '1 minute', next_check_at = now() where status = 'pending'`;
  await expect
    .poll(async () => (await uploadsOf(installation, school)).filter(({ status }) => status === "pending"), {
      timeout: 60_000,
      intervals: [1_000],
    })
    .toEqual([]);
  // Of the originals: a thumbnail whose worker was killed is given up some minutes later.
  const [pending] = await sql`
    select count(*)::int as count from objects where state = 'pending' and purpose = 'original'`;
  expect(pending?.count).toBe(0);
  await expect.poll(() => leftOver(installation, school), { timeout: 45_000 }).toEqual([]);
  await expectWhole([...first, ...second]);
});

for (const part of ["store", "database", "worker"] as const) {
  test(`kill -9 of the ${part} is survived: it comes back, and files are stored and read as before`, async ({
    browser,
  }) => {
    const npmStart = { pid: app.process.pid ?? 0, dataDir: app.dataDir };
    const before = processOf(part, npmStart);
    kill(part);
    const restarted = () => {
      try {
        return processOf(part, npmStart) !== before;
      } catch {
        return false;
      }
    };
    await expect.poll(restarted, { timeout: 30_000, intervals: [100] }).toBe(true);
    await untilReady();

    const storageState = await signInByHttp(app.baseUrl, school.people.administrator);
    const context = await browser.newContext({ storageState, baseURL: app.baseUrl });
    const documents = new DocumentsPage(await context.newPage());
    await documents.open();
    const file = photo(`después de ${part}.png`);
    await documents.choose(file);
    await expect(documents.tray.title).toHaveText("1 file uploaded");
    expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
    await context.close();
  });
}

test("kill -9 of the app in the middle of a file in parts: the same tab goes on, and no part is sent twice", async ({
  browser,
}) => {
  await installation.sql`update schools set upload_rules = '{"document":{"maxBytes":100000000}}' where id = ${school.id}`;
  const storageState = await signInByHttp(app.baseUrl, school.people.teacher);
  const context = await browser.newContext({ storageState, baseURL: app.baseUrl });
  const documents = new DocumentsPage(await context.newPage());
  await documents.open();
  // Of four parts.
  const film = photo("durante el reinicio.png", { size: 30_000_000 });
  const traffic = followParts(documents.page);
  const gate = await gateParts(documents.page);
  await documents.choose(film, false);
  gate.upTo(2);
  await expect.poll(() => traffic.taken.length, { timeout: 40_000 }).toBe(2);
  kill("app");
  gate.upTo(4);
  await expect(documents.tray.title).toHaveText("1 file uploaded", { timeout: 90_000 });
  expect(traffic.taken.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  expect((await documents.download(film.name)).bytes.equals(film.bytes)).toBe(true);
  await context.close();
});

test("while the store does not answer, lists work and say so, and an upload goes on by itself when it does", async ({
  browser,
}) => {
  const store = processOf("store", { pid: app.process.pid ?? 0, dataDir: app.dataDir });
  const storageState = await signInByHttp(app.baseUrl, school.people.administrator);
  const context = await browser.newContext({ storageState, baseURL: app.baseUrl });
  const documents = new DocumentsPage(await context.newPage());
  const file = photo("con paciencia.png");
  const bannersAfterAVisit = () =>
    documents.open().then(() => documents.page.getByText("Storage is not answering").count());
  process.kill(store, "SIGSTOP");
  try {
    await expect.poll(bannersAfterAVisit, { timeout: 30_000 }).toBe(1);
    expect((await documents.names()).length).toBeGreaterThan(10);
    await documents.choose(file, false);
    await expect(documents.tray.title).toHaveText(/Uploading 0 of 1/);
  } finally {
    process.kill(store, "SIGCONT");
  }
  await expect(documents.tray.title).toHaveText("1 file uploaded", { timeout: 60_000 });
  await expect.poll(bannersAfterAVisit, { timeout: 30_000 }).toBe(0);
  expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
  await context.close();
});

/** How many requests the app has in hand, the one that asks among them. */
async function inHand(): Promise<number> {
  const headers = { authorization: `Bearer ${env.METRICS_TOKEN}` };
  const figures = await (await fetch(`${app.baseUrl}/api/metrics`, { headers })).text();
  return Number(/^athena_http_requests_in_flight (\d+)$/m.exec(figures)?.[1]);
}

const takesConnections = () =>
  fetch(`${app.baseUrl}/api/health`).then(
    () => true,
    () => false,
  );

test("a confirm that is under way at SIGTERM is carried out, while nothing new is taken", async () => {
  const file = photo("mientras termina.png");
  const token = await school.token();
  const asked = await new Api(app.baseUrl, token).ask("POST", "/uploads", {
    filename: file.name,
    content_type: file.type,
    size: file.bytes.length,
    sha256: sha256(file.bytes),
  });
  const ticket = (await asked.json()) as { upload_id: string; url: string; headers: Record<string, string> };
  const { url, headers } = ticket;
  const sent = await fetch(url, { method: "PUT", headers, body: new Uint8Array(file.bytes) });
  expect(sent.status).toBe(200);

  // The app has it in hand for as long as its body is not all there.
  await expect.poll(inHand, { timeout: 30_000, intervals: [50] }).toBe(1);
  const confirm = request(`${app.baseUrl}/api/v1/uploads/${ticket.upload_id}/complete`, {
    method: "POST",
    agent: false,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });
  const answered = once(confirm, "response") as Promise<[IncomingMessage]>;
  confirm.write("{");
  await expect.poll(inHand, { timeout: 30_000, intervals: [50] }).toBe(2);
  process.kill(processOf("app", { pid: app.process.pid ?? 0, dataDir: app.dataDir }), "SIGTERM");
  await expect.poll(takesConnections, { timeout: 30_000, intervals: [50] }).toBe(false);
  confirm.end("}");
  const [answer] = await answered;
  answer.resume();
  expect([answer.statusCode, answer.headers.connection]).toEqual([201, "close"]);

  await untilReady();
  expect((await listed()).filter(({ filename }) => filename === file.name)).toHaveLength(1);
});
