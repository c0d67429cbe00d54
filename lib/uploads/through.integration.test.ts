import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReadableStream as WebStream } from "node:stream/web";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { readBucket, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf, documentsOf, totalsOf } from "#lib/testing/rows.ts";
import { exeFile, pdfFile, pngFile, sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { uploadThrough } from "#lib/testing/through.ts";

let school: TestSchool;
beforeAll(async () => {
  // A folder that nobody else writes to.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "athena-through-"));
  school = await buildSchool();
});
afterAll(async () => {
  rmSync(tmpdir(), { recursive: true });
  await expectInvariants(school.id);
});

const file = { kind: "document" as const, filename: "Plan.pdf", contentType: TYPES.pdf };
const streamOf = (chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) =>
  WebStream.from(chunks) as ReadableStream<Uint8Array>;
const temporary = () => readdirSync(tmpdir());
/** Files without a name that this process still holds open. */
const openFiles = () =>
  readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return /athena-.*\(deleted\)$/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false;
    }
  });

/** Does what must fail, sees that nothing of it is left (document, pending object, temporary file), tells why. */
async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  const before = [await documentsOf(school.id), await totalsOf(school.id), temporary(), openFiles()];
  const why = await work().then(
    () => "accepted",
    (thrown: { code?: string; message: string }) => thrown.code ?? thrown.message,
  );
  expect([await documentsOf(school.id), await totalsOf(school.id), temporary(), openFiles()]).toEqual(before);
  const waiting = await database()
    .select()
    .from(objects)
    .where(and(eq(objects.schoolId, school.id), eq(objects.state, "pending")));
  expect(waiting).toEqual([]);
  return why;
}

test("a file sent through the server is stored with every byte, whatever its pieces were", async () => {
  const bytes = Buffer.concat([await pdfFile(), Buffer.alloc(3_000_000, "%"), Buffer.from("\n%%EOF\n")]);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 70_001) }, (_, at) =>
    bytes.subarray(at * 70_001, (at + 1) * 70_001),
  );
  const before = [temporary(), openFiles()];
  const document = await uploadThrough(school.teacher, file, streamOf(pieces), null);
  expect(document).toMatchObject({ fileSize: bytes.length, sha256: sha256Of(bytes), sha256Verified: true });
  expect(await readBucket(document.filePath)).toEqual(bytes);
  expect([temporary(), openFiles()]).toEqual(before);
  const events = await auditOf(school.id, "document.created");
  expect(events.filter((event) => event.targetId === document.id)).toHaveLength(1);
});

test("a checksum that fits is taken, in the bytes' favour", async () => {
  const bytes = await pdfFile();
  const document = await uploadThrough(
    school.teacher,
    { ...file, sha256: sha256Of(bytes) },
    streamOf([bytes]),
    bytes.length,
  );
  expect(document.sha256).toBe(sha256Of(bytes));
});

test("a file that is too large is refused while it comes, whatever was said of its size", async () => {
  let sent = 0;
  async function* endless() {
    for (; sent < 100; sent += 1) yield Buffer.alloc(1024 * 1024, 1);
  }
  const through = (body: ReadableStream<Uint8Array>, size: number | null) =>
    refusalOf(() => uploadThrough(school.teacher, file, body, size));
  expect(await through(streamOf(endless()), null)).toBe("file_too_large");
  expect(sent).toBeLessThan(20);
  expect(await through(streamOf([]), 50_000_000)).toBe("file_too_large");
});

test("what is wrong with a file leaves nothing", async () => {
  const bytes = await pdfFile();
  const through = (more: object, content: Uint8Array) =>
    refusalOf(() =>
      uploadThrough(
        school.teacher,
        { ...file, ...more },
        streamOf(content.length > 0 ? [content] : []),
        null,
      ),
    );
  expect(await through({ sha256: "0".repeat(64) }, bytes)).toBe("checksum_mismatch");
  expect(await through({}, Buffer.alloc(0))).toBe("empty_file");
  expect(await through({}, exeFile())).toBe("content_mismatch");
  expect(await through({}, bytes.subarray(0, -20))).toBe("file_cut_short");
  expect(await through({ contentType: TYPES.png }, bytes)).toBe("content_mismatch");
  expect(await through({ contentType: "text/html" }, bytes)).toBe("unsupported_type");
  expect(await through({ filename: ".." }, bytes)).toBe("invalid_filename");
  expect(await through({ kind: "report" }, pngFile())).toBe("forbidden");
});

test("a transfer that breaks off leaves nothing", async () => {
  const bytes = await pdfFile();
  async function* broken() {
    yield bytes.subarray(0, 200);
    throw new Error("the line went dead");
  }
  const why = await refusalOf(() => uploadThrough(school.teacher, file, streamOf(broken()), null));
  expect(why).toBe("the line went dead");
});

test("a store that is away leaves nothing", async () => {
  const bytes = await pdfFile();
  const why = await refusalOf(() =>
    withStoreDown(() => uploadThrough(school.teacher, file, streamOf([bytes]), null)),
  );
  expect(why).toBe("storage_unavailable");
});

test("a viewer sends nothing through the server either", async () => {
  const bytes = await pdfFile();
  const why = await refusalOf(() => uploadThrough(school.viewer, file, streamOf([bytes]), null));
  expect(why).toBe("forbidden");
});
