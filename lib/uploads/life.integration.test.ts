import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { AppError } from "#lib/errors.ts";
import { forceIntoBucket, readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf, documentRow, documentsOf, objectRow, totalsOf, uploadRow } from "#lib/testing/rows.ts";
import {
  compoundFile,
  docxFile,
  jpegFile,
  pdfFile,
  pngFile,
  sha256Of,
  TYPES,
} from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, requestFor, sendTicket, storeFile, ticketFor, WAYS } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { requestUploads } from "#lib/uploads/request.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const listed = async (q: string) => (await listDocuments(school.administrator, { view: "live", q })).items;

describe.each(WAYS)("a file sent by %s", (way) => {
  test("goes from a row to a document, and is seen only at the end", async () => {
    const bytes = await pdfFile();
    const filename = `Plan ${way}.pdf`;
    const before = await totalsOf(school.id);
    const ticket = await ticketFor(school.teacher, bytes, { filename, title: "Plan" }, way);
    expect(ticket.method).toBe(way === "post" ? "post" : "put");
    expect(Date.parse(ticket.expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const row = await uploadRow(ticket.uploadId);
    expect([row.status, row.documentId, row.userId]).toEqual(["pending", null, school.teacher.userId]);
    expect((await objectRow(row.key))?.state).toBe("pending");
    expect(await listed(filename)).toEqual([]);

    expect(await sendTicket(ticket, bytes)).toBeLessThan(300);
    expect(await listed(filename)).toEqual([]);
    const { document, created } = await confirmUpload(school.teacher, ticket.uploadId);
    expect(created).toBe(true);
    expect(document).toMatchObject({
      kind: "document",
      filename,
      title: "Plan",
      contentType: TYPES.pdf,
      fileSize: bytes.length,
      filePath: row.key,
      sha256: way === "put without checksum" ? null : sha256Of(bytes),
      sha256Verified: way !== "put without checksum",
      uploadedBy: { id: school.teacher.userId },
      status: "ready",
    });
    expect(await listed(filename)).toHaveLength(1);
    expect((await objectRow(row.key))?.state).toBe("live");
    expect(await readBucket(row.key)).toEqual(bytes);
    const after = await totalsOf(school.id);
    expect([after.objects - before.objects, after.bytes - before.bytes]).toEqual([1, bytes.length]);
    const events = (await auditOf(school.id)).filter((event) =>
      [document.id, ticket.uploadId].includes(event.targetId ?? ""),
    );
    expect(events.map((event) => [event.action, event.outcome, event.userId])).toEqual([
      ["upload.requested", "ok", school.teacher.userId],
      ["document.created", "ok", school.teacher.userId],
    ]);
  });

  test("and confirmed 50 times at once is one document", async () => {
    const bytes = await pdfFile();
    const before = await totalsOf(school.id);
    const ticket = await arrived(school.teacher, bytes, {}, way);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => confirmUpload(school.teacher, ticket.uploadId)),
    );
    expect(new Set(answers.map(({ document }) => document.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect((await totalsOf(school.id)).objects - before.objects).toBe(1);
    const id = answers[0]?.document.id;
    const events = (await auditOf(school.id, "document.created")).filter((event) => event.targetId === id);
    expect(events).toHaveLength(1);
    const later = await confirmUpload(school.teacher, ticket.uploadId);
    expect([later.created, later.document]).toEqual([false, answers[0]?.document]);
  });

  test("is not overwritten when its signed request is used again with other bytes", async () => {
    const bytes = await pdfFile();
    const forged = Buffer.from(bytes);
    forged.set(Buffer.from("FORGED"), 60);
    const ticket = await arrived(school.teacher, bytes, {}, way);
    const { key } = await uploadRow(ticket.uploadId);
    // Before the confirm, when a check could be passed with one file and another left behind; and after it.
    expect(await sendTicket(ticket, forged)).toBeGreaterThanOrEqual(400);
    await confirmUpload(school.teacher, ticket.uploadId);
    expect(await sendTicket(ticket, forged)).toBeGreaterThanOrEqual(400);
    // An attacker leaves out, or makes up, whatever keeps the stored bytes safe.
    for (const dropped of namesOf(ticket)) {
      expect([dropped, await sendTicket(without(ticket, dropped), forged)]).toEqual([
        dropped,
        expect.toSatisfy((status: number) => status >= 400),
      ]);
    }
    const checksum = Buffer.from(sha256Of(forged), "hex").toString("base64");
    const resealed = withHeader(ticket, "x-amz-checksum-sha256", checksum);
    expect(await sendTicket(resealed, forged)).toBeGreaterThanOrEqual(400);
    expect(await sendTicket(without(resealed, "if-none-match"), forged)).toBeGreaterThanOrEqual(400);
    expect(await readBucket(key)).toEqual(bytes);
    await sendTicket(ticket, bytes);
    expect(await readBucket(key)).toEqual(bytes);
    expect((await confirmUpload(school.teacher, ticket.uploadId)).created).toBe(false);
  });

  test("is refused by the store when length, type or key are not the signed ones", async () => {
    const bytes = await pdfFile();
    const ticket = await ticketFor(school.teacher, bytes, {}, way);
    const { key } = await uploadRow(ticket.uploadId);
    const elsewhere = key.replace(/[0-9a-f-]{36}_/, "00000000-0000-4000-8000-000000000000_");
    const attempts = [
      sendTicket(ticket, Buffer.concat([bytes, Buffer.from("!")])),
      sendTicket(ticket, bytes.subarray(1)),
      sendTicket(withHeader(ticket, "content-type", "text/html"), bytes),
      sendTicket(withKey(ticket, key, elsewhere), bytes),
      sendTicket(withHeader(ticket, "content-disposition", "inline"), bytes),
    ];
    for (const status of await Promise.all(attempts)) expect(status).toBeGreaterThanOrEqual(400);
    expect([await readBucket(key), await readBucket(elsewhere)]).toEqual([null, null]);
  });

  test("is nobody else's to confirm", async () => {
    const ticket = await arrived(school.teacher, await pdfFile(), {}, way);
    const other = await buildSchool();
    const before = await documentsOf(school.id);
    for (const stranger of [
      school.administrator,
      await school.person("teacher"),
      (await school.token()).actor,
      other.administrator,
    ]) {
      await expect(confirmUpload(stranger, ticket.uploadId)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await uploadRow(ticket.uploadId)).status).toBe("pending");
    expect(await documentsOf(school.id)).toHaveLength(before.length);
    expect(await documentsOf(other.id)).toEqual([]);
    await confirmUpload(school.teacher, ticket.uploadId);
  });

  test("stays pending while it has not arrived", async () => {
    const bytes = await pdfFile();
    const ticket = await ticketFor(school.teacher, bytes, {}, way);
    await expect(confirmUpload(school.teacher, ticket.uploadId)).rejects.toMatchObject({
      code: "upload_not_arrived",
    });
    expect((await uploadRow(ticket.uploadId)).status).toBe("pending");
    await sendTicket(ticket, bytes);
    expect((await confirmUpload(school.teacher, ticket.uploadId)).created).toBe(true);
  });
});

type Ticket = Awaited<ReturnType<typeof ticketFor>>;

function withHeader(ticket: Ticket, name: string, value: string): Ticket {
  if (ticket.method === "put") return { ...ticket, headers: { ...ticket.headers, [name]: value } };
  const fields = Object.fromEntries(
    Object.entries(ticket.fields).map(([field, was]) => [field, field.toLowerCase() === name ? value : was]),
  );
  return { ...ticket, fields };
}

/** The headers or fields that a ticket says to send. */
const namesOf = (ticket: Ticket) => Object.keys(ticket.method === "put" ? ticket.headers : ticket.fields);

function without(ticket: Ticket, name: string): Ticket {
  const keep = (all: Record<string, string>) =>
    Object.fromEntries(Object.entries(all).filter(([own]) => own !== name));
  return ticket.method === "put"
    ? { ...ticket, headers: keep(ticket.headers) }
    : { ...ticket, fields: keep(ticket.fields) };
}

function withKey(ticket: Ticket, key: string, other: string): Ticket {
  if (ticket.method === "put")
    return { ...ticket, url: ticket.url.replace(encodeURI(key), encodeURI(other)) };
  return { ...ticket, fields: { ...ticket.fields, key: other } };
}

test("every type that the policy takes becomes a document", async () => {
  const files: [string, Buffer][] = [
    [TYPES.pdf, await pdfFile()],
    [TYPES.png, pngFile()],
    [TYPES.jpeg, jpegFile()],
    [TYPES.doc, compoundFile()],
    [TYPES.docx, docxFile()],
  ];
  for (const [contentType, bytes] of files) {
    const document = await storeFile(school.registrar, { contentType, filename: "file" }, bytes);
    expect(await readBucket(document.filePath)).toEqual(bytes);
  }
});

test("a report has its own place and needs its own right", async () => {
  const report = { kind: "report", reportType: "term", year: 2025 } as const;
  const document = await storeFile(school.registrar, report);
  expect(document.filePath).toMatch(new RegExp(`^reports/${school.id}/term/2025/[0-9a-f-]{36}\\.pdf$`));
  const request = requestFor(await pdfFile(), report);
  await expect(requestUploads(school.teacher, [request])).rejects.toMatchObject({ code: "forbidden" });
  await expect(requestUploads(school.viewer, [requestFor(await pdfFile())])).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("who has lost the right to write since the request confirms nothing", async () => {
  const person = await school.person("teacher");
  const { uploadId } = await arrived(person, await pdfFile());
  await database().update(memberships).set({ role: "viewer" }).where(eq(memberships.userId, person.userId));
  const demoted = await actorOfSession(person.sessionId ?? "", person.origin);
  if (demoted === null) throw new Error("The session is over.");
  await expect(confirmUpload(demoted, uploadId)).rejects.toMatchObject({ code: "forbidden" });
  expect((await uploadRow(uploadId)).status).toBe("pending");
});

test("one bad file of a batch does not fail its neighbours", async () => {
  const good = requestFor(await pdfFile());
  const answers = await requestUploads(school.teacher, [
    good,
    { ...good, filename: ".." },
    { ...good, contentType: "text/html" },
    { ...good, size: 0 },
    { ...good, size: 10 * 1024 * 1024 + 1 },
    { ...good, contentType: "constructor" },
    good,
  ]);
  expect(answers.map((answer) => (answer.ok ? "ok" : answer.code))).toEqual([
    "ok",
    "invalid_filename",
    "unsupported_type",
    "empty_file",
    "file_too_large",
    "unsupported_type",
    "ok",
  ]);
  await expect(requestUploads(school.teacher, Array(51).fill(good))).rejects.toBeInstanceOf(AppError);
  await expect(requestUploads(school.teacher, [])).rejects.toBeInstanceOf(AppError);
});

test("a checksum that comes only with the confirm is held against the bytes, not believed", async () => {
  const bytes = await pdfFile();
  const right = await arrived(school.teacher, bytes, {}, "put without checksum");
  const done = await confirmUpload(school.teacher, right.uploadId, { sha256: sha256Of(bytes) });
  expect(done.document).toMatchObject({ sha256: sha256Of(bytes), sha256Verified: true });

  const wrong = await arrived(school.teacher, await pdfFile(), {}, "put without checksum");
  await expect(
    confirmUpload(school.teacher, wrong.uploadId, { sha256: sha256Of(bytes) }),
  ).rejects.toMatchObject({ code: "checksum_mismatch" });
  expect((await uploadRow(wrong.uploadId)).documentId).toBeNull();
});

test("a checksum at the confirm that contradicts the signed one changes nothing", async () => {
  const ticket = await arrived(school.teacher, await pdfFile());
  await expect(
    confirmUpload(school.teacher, ticket.uploadId, { sha256: "0".repeat(64) }),
  ).rejects.toMatchObject({ code: "checksum_mismatch" });
  expect((await uploadRow(ticket.uploadId)).status).toBe("pending");
  expect((await confirmUpload(school.teacher, ticket.uploadId)).created).toBe(true);
});

test("what a store let in against its signature is refused at the confirm", async () => {
  const bytes = await pdfFile();
  const ticket = await ticketFor(school.teacher, bytes);
  const { key } = await uploadRow(ticket.uploadId);
  await forceIntoBucket(key, Buffer.concat([bytes, Buffer.from("\n")]), TYPES.pdf);
  await expect(confirmUpload(school.teacher, ticket.uploadId)).rejects.toMatchObject({
    code: "size_mismatch",
  });

  const other = await ticketFor(school.teacher, bytes);
  await forceIntoBucket((await uploadRow(other.uploadId)).key, bytes, "text/html");
  await expect(confirmUpload(school.teacher, other.uploadId)).rejects.toMatchObject({
    code: "type_mismatch",
  });
  expect(await documentRow(other.uploadId)).toBeUndefined();
});
