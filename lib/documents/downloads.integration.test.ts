import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { signDownloads } from "#lib/documents/access.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});

test("many are signed at once, each under its own name and with its own trace", async () => {
  const names = Array.from({ length: 500 }, (_, at) => ({ filename: `file ${at}.pdf` }));
  const ids = await insertDocuments(school.teacher, names);
  const { signed, refused } = await signDownloads(school.viewer, ids);
  expect(refused).toEqual([]);
  expect(signed.map(({ id }) => id).sort()).toEqual(ids.toSorted());
  expect(new Set(signed.map(({ url }) => new URL(url).pathname)).size).toBe(500);
  for (const { url, expiresAt } of signed) {
    expect(new URL(url).searchParams.get("response-content-disposition")).toMatch(/^attachment; filename=/);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(900_000);
  }
  const traces = await auditOf(school.id, "document.downloaded");
  expect(new Set(traces.map(({ targetId }) => targetId))).toEqual(new Set(ids));
  expect(traces).toHaveLength(500);
  expect(traces.every(({ userId }) => userId === school.viewer.userId)).toBe(true);
});

test("each is authorized by itself: what is refused has no URL and no trace but its denial", async () => {
  const own = await buildSchool();
  const other = await buildSchool();
  const [theirs = ""] = await insertDocuments(other.teacher, [{ filename: "theirs" }]);
  const [plain = "", report = "", trashed = ""] = await insertDocuments(own.registrar, [
    { filename: "plain" },
    { filename: "report", kind: "report" },
    { filename: "trashed", deletedAt: new Date() },
  ]);
  const { actor } = await own.token("documents:read");
  const absent = randomUUID();
  const { signed, refused } = await signDownloads(actor, [theirs, report, plain, trashed, absent, plain]);
  expect(signed.map(({ id }) => id)).toEqual([plain]);
  expect(new Map(refused.map(({ id, code }) => [id, code]))).toEqual(
    new Map([
      [theirs, "not_found"],
      [report, "forbidden"],
      [trashed, "not_found"],
      [absent, "not_found"],
    ]),
  );
  expect((await auditOf(own.id, "document.downloaded")).map(({ targetId }) => targetId)).toEqual([plain]);
  expect((await auditOf(own.id, "access.denied")).map(({ targetId }) => targetId)).toEqual([report]);
  expect(await auditOf(other.id, "document.downloaded")).toEqual([]);

  const { actor: blind } = await own.token("usage:read");
  await expect(signDownloads(blind, [plain])).rejects.toMatchObject({ code: "forbidden" });
});
