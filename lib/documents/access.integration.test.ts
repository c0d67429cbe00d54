import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import {
  openBytes,
  openDocument,
  prepareDocuments,
  signDownload,
  signDownloads,
} from "#lib/documents/access.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { compoundFile, docxFile, pdfFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
let bytes: Buffer;
let document: DocumentRecord;
beforeAll(async () => {
  school = await buildSchool();
  bytes = await pdfFile();
  document = await storeFile(school.teacher, { filename: "Año «2026».pdf" }, bytes);
});
afterAll(() => expectInvariants(school.id));

const statusOf = async (url: string) => (await fetch(url)).status;

const traces = async (action: "document.downloaded" | "document.prepared" | "document.viewed", id: string) =>
  (await auditOf(school.id, action)).filter((event) => event.targetId === id);

describe("a download", () => {
  test("brings the bytes under their own name, and is in the audit", async () => {
    const { url, expiresAt } = await signDownload(school.viewer, document.id);
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
    expect([seconds > 590, seconds <= 600]).toEqual([true, true]);
    const answer = await fetch(url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get("content-disposition")).toContain(
      `attachment; filename="Ano _2026_.pdf"; filename*=UTF-8''A%C3%B1o%20%C2%AB2026%C2%BB.pdf`,
    );
    const [event] = await traces("document.downloaded", document.id);
    expect(event).toMatchObject({ userId: school.viewer.userId, outcome: "ok" });
    expect(event?.details).toMatchObject({ signed_seconds: 600 });
    expect(JSON.stringify(await auditOf(school.id))).not.toContain("X-Amz-Signature");
  });

  test("is signed for 5 to 15 minutes and no other time", async () => {
    for (const expiresIn of [300, 900]) {
      const { url } = await signDownload(school.viewer, document.id, { expiresIn });
      expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe(String(expiresIn));
    }
    const before = (await traces("document.downloaded", document.id)).length;
    for (const expiresIn of [0, -1, 299, 901, 300.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(signDownload(school.viewer, document.id, { expiresIn })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    expect(await traces("document.downloaded", document.id)).toHaveLength(before);
  });

  test("cannot be turned into another file, another name or a listing", async () => {
    const { url } = await signDownload(school.viewer, document.id);
    const other = await storeFile(school.teacher);
    const changed = [
      url.replace(encodeURI(document.filePath), encodeURI(other.filePath)),
      url.replace("attachment", "inline"),
      url.replace("X-Amz-Expires=600", "X-Amz-Expires=60000"),
      url.replace(/athena-test\/.*\?/, "athena-test/?list-type=2&"),
      url.replace(/\?.*$/, ""),
    ];
    for (const address of changed) {
      expect(address).not.toBe(url);
      expect((await fetch(address)).status).toBe(403);
    }
  });

  test("of a Word file comes as bytes without a type", async () => {
    const word = await storeFile(school.teacher, { contentType: TYPES.docx, filename: "a.docx" }, docxFile());
    const { url } = await signDownload(school.viewer, word.id);
    const answer = await fetch(url);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  });
});

test("no address outlives the session or the token that it was made for", async () => {
  const ends = new Date(Date.now() + 200_000);
  const reader = await school.person("viewer");
  await database()
    .update(sessions)
    .set({ expiresAt: ends })
    .where(eq(sessions.id, reader.sessionId ?? ""));
  const file = await storeFile(school.teacher);
  const late = await actorOfSession(reader.sessionId ?? "", reader.origin);
  if (late === null) throw new Error("The session is over.");
  const { signed } = await signDownloads(late, [file.id]);
  const opened = [
    await signDownload(late, file.id, { expiresIn: 900 }),
    await openDocument(late, file.id),
    ...(await prepareDocuments(late, [file.id])),
    ...signed,
  ];
  for (const { url, expiresAt } of opened) {
    expect(Date.parse(expiresAt ?? "")).toBeLessThanOrEqual(ends.getTime());
    const query = new URL(url ?? "").searchParams;
    const [year, month, ...rest] =
      /(....)(..)(..T..)(..)(..Z)/.exec(query.get("X-Amz-Date") ?? "")?.slice(1) ?? [];
    const begins = Date.parse(`${year}-${month}-${rest.join(":")}`);
    expect(begins + Number(query.get("X-Amz-Expires")) * 1000).toBeLessThanOrEqual(ends.getTime());
    expect(await statusOf(url ?? "")).toBe(200);
  }
});

describe("a view", () => {
  test("of a PDF is signed for our page alone to draw, and is in the audit", async () => {
    const opened = await openDocument(school.viewer, document.id);
    expect(opened.mode).toBe("pdf");
    const answer = await fetch(opened.url ?? "");
    expect(answer.headers.get("content-type")).toBe(TYPES.pdf);
    // Opened by itself, the browser's own viewer would run the scripts in it.
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(await traces("document.viewed", document.id)).toHaveLength(1);
    expect(JSON.stringify(opened.document)).not.toContain(document.filePath);
  });

  test("has the same address for five minutes, and each time its trace; afresh it has another", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const file = await storeFile(school.teacher);
      const first = await openDocument(school.viewer, file.id);
      const again = await openDocument(school.viewer, file.id);
      const [prepared] = await prepareDocuments(school.viewer, [file.id]);
      expect([again.url, prepared?.url]).toEqual([first.url, first.url]);
      const left = (Date.parse(first.expiresAt ?? "") - Date.now()) / 1000;
      expect([left >= 600, left <= 900]).toEqual([true, true]);
      const afresh = await openDocument(school.viewer, file.id, { afresh: true });
      expect(afresh.url).not.toBe(first.url);
      expect(await Promise.all([first, afresh].map(({ url }) => statusOf(url ?? "")))).toEqual([200, 200]);
      const signed = (await traces("document.viewed", file.id)).map((event) => event.details);
      expect(signed).toMatchObject([
        { signed_seconds: Math.round(left) },
        { signed_seconds: Math.round(left) },
        { signed_seconds: 600 },
      ]);
      expect(await traces("document.prepared", file.id)).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("of what no browser shows safely has no address", async () => {
    const word = await storeFile(
      school.teacher,
      { contentType: TYPES.doc, filename: "a.doc" },
      compoundFile(),
    );
    const opened = await openDocument(school.viewer, word.id);
    expect([opened.mode, opened.url, opened.expiresAt]).toEqual(["none", null, null]);
  });

  test("from the trash works for who threw it away", async () => {
    const own = await storeFile(school.teacher);
    await trashDocuments(school.teacher, [own.id]);
    expect((await fetch((await openDocument(school.teacher, own.id)).url ?? "")).status).toBe(200);
  });
});

describe("bytes through the app", () => {
  const read = async (body: ReadableStream<Uint8Array>) =>
    Buffer.from(await new Response(body as BodyInit).arrayBuffer());

  test("come whole or in part", async () => {
    const whole = await openBytes(school.viewer, document.id, null);
    expect(await read(await whole.open())).toEqual(bytes);
    expect(whole).toMatchObject({ size: bytes.length, range: null, inline: true, contentType: TYPES.pdf });
    const part = await openBytes(school.viewer, document.id, { start: 5, end: 9 });
    expect(await read(await part.open())).toEqual(bytes.subarray(5, 10));
    const end = await openBytes(school.viewer, document.id, { suffix: 7 });
    expect(await read(await end.open())).toEqual(bytes.subarray(-7));
    expect(end.range).toEqual({ start: bytes.length - 7, end: bytes.length - 1 });
  });

  test("outside the file are refused before anything is written down", async () => {
    const before = (await traces("document.viewed", document.id)).length;
    await expect(openBytes(school.viewer, document.id, { start: bytes.length })).rejects.toMatchObject({
      code: "invalid_range",
    });
    expect(await traces("document.viewed", document.id)).toHaveLength(before);
  });

  test("that a caller stops reading end without a trace of an error", async () => {
    const large = Buffer.concat([await pdfFile(), Buffer.alloc(8_000_000, "%"), Buffer.from("%%EOF")]);
    const big = await storeFile(school.teacher, {}, large);
    for (let round = 0; round < 10; round += 1) {
      const reader = (await (await openBytes(school.viewer, big.id, null)).open()).getReader();
      await reader.read();
      await reader.cancel();
    }
    const stop = new AbortController();
    const opened = await openBytes(school.viewer, big.id, null, { signal: stop.signal });
    const reader = (await opened.open()).getReader();
    await reader.read();
    stop.abort();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toBeInstanceOf(Error);
  });
});
