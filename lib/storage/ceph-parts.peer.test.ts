import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { store } from "#lib/storage/client.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import { openMultiparts, readBucket } from "#lib/testing/bucket.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { largePicture, partOf, partsTicket, sendPart, sendParts } from "#lib/testing/multipart.ts";
import { rawPut } from "#lib/testing/raw-request.ts";
import { documentRow, objectRow, uploadRow } from "#lib/testing/rows.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { signParts } from "#lib/uploads/multipart.ts";
import { uploadState } from "#lib/uploads/state.ts";
import type { PartsTicket } from "#lib/uploads/types.ts";

const there = inject("peerSettings") !== null;

let school: TestSchool;
let bytes: Buffer;
beforeAll(async () => {
  if (!there) return;
  school = await buildSchool();
  bytes = largePicture();
});

const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 25_000, interval: 200 });

async function signedPart(ticket: PartsTicket, number: number) {
  const [part] = (await signParts(school.teacher, ticket.uploadId, [number])).parts;
  if (part === undefined) throw new Error("No part was signed.");
  return part;
}

describe.skipIf(!there)("on Ceph RADOS Gateway, a file in parts", () => {
  test("goes from request to document, taken up in the middle, and is proven by the worker", async () => {
    const ticket = await partsTicket(school.teacher, bytes);
    await sendParts(school.teacher, ticket, bytes, [2, 4]);
    const state = await uploadState(school.teacher, ticket.uploadId);
    expect(state.parts?.map((part) => part.number)).toEqual([2, 4]);
    await sendParts(school.teacher, ticket, bytes, [1, 3]);
    const { document } = await confirmUpload(school.teacher, ticket.uploadId, { sha256: sha256Of(bytes) });
    expect((await readBucket(document.filePath))?.equals(bytes)).toBe(true);
    await eventually(async () => {
      await runJobs();
      expect((await documentRow(document.id))?.sha256VerifiedAt).not.toBeNull();
    });
  });

  test("is confirmed once by many who ask at once", async () => {
    const ticket = await partsTicket(school.teacher, bytes);
    const parts = await sendParts(school.teacher, ticket, bytes);
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => confirmUpload(school.teacher, ticket.uploadId, { parts })),
    );
    const done = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    expect(done.filter(({ created }) => created)).toHaveLength(1);
    // One that came while another joined may be told to ask again, and is then answered.
    const { document, created } = await confirmUpload(school.teacher, ticket.uploadId, { parts });
    expect([created, new Set([document.id, ...done.map((each) => each.document.id)]).size]).toEqual([
      false,
      1,
    ]);
  });

  test("takes signed parts of their length alone, and none once it is joined", async () => {
    const ticket = await partsTicket(school.teacher, bytes);
    const part = await signedPart(ticket, 4);
    const right = partOf(ticket, bytes, 4);
    expect((await sendPart(part, Buffer.concat([right, Buffer.from("!")]))).status).toBe(403);
    expect((await sendPart(part, right.subarray(1))).status).toBe(403);
    const parts = await sendParts(school.teacher, ticket, bytes);
    const { document } = await confirmUpload(school.teacher, ticket.uploadId, { parts });
    expect((await sendPart(part, Buffer.alloc(right.length))).status).toBe(404);
    expect((await readBucket(document.filePath))?.equals(bytes)).toBe(true);
  });

  test("cannot be made to hold another object's bytes", async () => {
    const other = await storeFile(school.registrar);
    const ticket = await partsTicket(school.teacher, bytes);
    const part = await signedPart(ticket, 4);
    const right = partOf(ticket, bytes, 4);
    const source = { "x-amz-copy-source": `/${store().bucket}/${other.filePath}` };
    for (const more of [source, { ...source, "x-amz-copy-source-range": "bytes=0-9" }]) {
      expect((await sendPart(part, right, more)).status).toBeGreaterThanOrEqual(400);
    }
    for (const name of GUARD_HEADERS) {
      const { [name]: _left, ...headers } = { ...part.headers, ...source } as Record<string, string>;
      const status = await rawPut(part.url, right.length, Object.entries(headers).flat()).end(right);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await uploadState(school.teacher, ticket.uploadId)).parts).toEqual([]);
    await abortUpload(school.teacher, ticket.uploadId);
  });

  test("that is given up leaves no part, also none that was signed before", async () => {
    const ticket = await partsTicket(school.teacher, bytes);
    const late = await signedPart(ticket, 2);
    await sendParts(school.teacher, ticket, bytes, [1]);
    await abortUpload(school.teacher, ticket.uploadId);
    const { key } = await uploadRow(ticket.uploadId);
    await eventually(async () => {
      await runJobs();
      expect(await openMultiparts(key)).toEqual([]);
    });
    expect((await sendPart(late, partOf(ticket, bytes, 2))).status).toBe(404);
    await endSignatures(school.id);
    await eventually(async () => {
      await runJobs();
      expect(await objectRow(key)).toBeUndefined();
    });
  });
});
