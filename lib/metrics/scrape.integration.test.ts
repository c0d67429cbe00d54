import { expect, test, vi } from "vitest";
import { GET, POST } from "#app/api/metrics/route.ts";
import { beat } from "#lib/metrics/heartbeat.mutations.ts";
import { readObject } from "#lib/storage/objects.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { askOne, requestFor, storeFile } from "#lib/testing/upload.ts";

const TOKEN = vi.hoisted(() => {
  process.env.METRICS_TOKEN = "a-token-of-the-tests-own";
  return process.env.METRICS_TOKEN;
});

function ask(authorization?: string): Promise<Response> {
  const headers = authorization === undefined ? {} : { authorization };
  return GET(new Request("http://athena.test/api/metrics", { headers }), { params: Promise.resolve({}) });
}

async function read(): Promise<Map<string, number>> {
  const answer = await ask(`Bearer ${TOKEN}`);
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))]));
}

test.each([undefined, "Bearer wrong-token-of-somebody", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, "Bearer"])(
  "without the token nothing is told: %s",
  async (authorization) => {
    const answer = await ask(authorization);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain("athena_");
  },
);

test("a figure can be read, and not written", async () => {
  const answer = await POST(new Request("http://athena.test/api/metrics", { method: "POST" }), {
    params: Promise.resolve({}),
  });
  expect(answer.status).toBe(405);
});

test("it is told in the form of Prometheus, for no cache", async () => {
  const answer = await ask(`Bearer ${TOKEN}`);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const text = await answer.text();
  for (const line of text.split("\n"))
    expect(line).toMatch(/^(|# (HELP|TYPE) .+|[a-z_0-9]+(\{[^}]*\})? (Nan|[-+]?Inf|[-+0-9.eE]+))$/);
});

test("uploads are counted as they begin, are confirmed and are refused, and so is what the store is asked", async () => {
  const school = await buildSchool();
  const before = await read();
  await storeFile(school.teacher);
  const refused = await askOne(
    school.teacher,
    requestFor(Buffer.from("x"), { filename: "virus.exe", contentType: "application/x-msdownload" }),
  );
  if (refused.ok) throw new Error("a program was let in");
  expect(await readObject(`documents/${school.teacher.schoolId}/nothing`)).toBeNull();
  const after = await read();
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(grown('athena_uploads_begun_total{kind="document",method="post"}')).toBe(1);
  expect(grown('athena_uploads_confirmed_total{kind="document"}')).toBe(1);
  expect(grown(`athena_uploads_refused_total{at="request",reason="${refused.code}"}`)).toBe(1);
  const heads = 'athena_storage_request_duration_seconds_count{operation="HeadObject",outcome="ok"}';
  expect(grown(heads)).toBeGreaterThan(0);
  const missing = 'athena_storage_request_duration_seconds_count{operation="GetObject",outcome="missing"}';
  expect(grown(missing)).toBe(1);
});

test("what waits in the database is told, and when what runs by itself last did", async () => {
  await beat("test_of_the_mark");
  const figures = await read();
  expect(figures.get("athena_database_up")).toBe(1);
  expect(figures.has("athena_objects_deleting")).toBe(true);
  expect(figures.has("athena_webhook_deliveries_due_oldest_seconds")).toBe(true);
  const at = figures.get('athena_task_last_success_timestamp_seconds{task="test_of_the_mark"}') ?? 0;
  expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(600);
  expect(
    figures.get('athena_database_connections{application="athena-docs",state="active"}'),
  ).toBeGreaterThan(0);
});

test("nothing in it names a school, a person or a file", async () => {
  const school = await buildSchool();
  const { id } = await storeFile(school.teacher);
  const names = [...(await read()).keys()].join("\n");
  for (const secret of [school.teacher.schoolId, school.teacher.schoolName, school.teacher.userName, id])
    expect(names).not.toContain(secret);
});
