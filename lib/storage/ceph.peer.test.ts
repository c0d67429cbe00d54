import { beforeAll, describe, expect, inject, test } from "vitest";
import { signDownload } from "#lib/documents/access.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { capabilities } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { allowOrigins } from "#lib/storage/cors.ts";
import { findCapabilities } from "#lib/storage/data.ts";
import { listBucket, readBucket } from "#lib/testing/bucket.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { objectRow } from "#lib/testing/rows.ts";
import { pdfFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { forged, type SignedPut, sendPut, signedPut } from "#lib/testing/signed-put.ts";
import { requestFor, type Way, withMethod } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { requestUploads } from "#lib/uploads/request.ts";

const there = inject("peerSettings") !== null;

let school: TestSchool;
beforeAll(async () => {
  if (there) school = await buildSchool();
});

const signed = (bytes: Uint8Array, way?: Way, name?: string) => signedPut(school.teacher, bytes, way, name);
const send = async (put: SignedPut, bytes: Uint8Array, more?: Record<string, string>) =>
  (await sendPut(put, bytes, more)).status;
const confirm = ({ uploadId }: SignedPut) => confirmUpload(school.teacher, uploadId);

async function confirmed(bytes: Uint8Array, way?: Way) {
  const put = await signed(bytes, way);
  expect(await send(put, bytes)).toBe(200);
  return { put, document: (await confirm(put)).document };
}

describe.skipIf(!there)("on Ceph RADOS Gateway", () => {
  test("the probe finds what it does and what it only seems to do, and leaves nothing behind", async () => {
    const found = {
      conditionalPut: true,
      signedHeaders: true,
      putChecksum: false,
      post: true,
      postChecksum: false,
      copyGuard: true,
      aclGuard: true,
      multipart: true,
    };
    expect(await capabilities(store())).toMatchObject(found);
    const { endpoint, bucket } = store();
    expect(await findCapabilities(`${endpoint}/${bucket}`)).toMatchObject(found);
    expect([...(await listBucket("probes/")).keys()]).toEqual([]);
  });

  test.each(["auto", "post", "put"] as const)("uploads are a PUT, also when %s is wanted", async (wanted) => {
    const [answer] = await withMethod(wanted, async () =>
      requestUploads(school.teacher, [requestFor(await pdfFile())]),
    );
    expect(answer).toMatchObject({ ok: true, upload: { method: "put" } });
  });

  describe("what is sent must be what was signed", () => {
    test.each<[string, (bytes: Buffer) => Uint8Array, Record<string, string>]>([
      ["longer", (bytes) => Buffer.concat([bytes, Buffer.from("!")]), {}],
      ["shorter", (bytes) => bytes.subarray(1), {}],
      ["of another type", (bytes) => bytes, { "content-type": "text/html" }],
      ["under another name", (bytes) => bytes, { "content-disposition": "inline" }],
      ["with another checksum", (bytes) => bytes, { "x-amz-checksum-sha256": "A".repeat(43) + "=" }],
    ])("%s: 403, and nothing is stored", async (_name, change, headers) => {
      const bytes = await pdfFile();
      const put = await signed(bytes);
      expect(await send(put, change(bytes), headers)).toBe(403);
      expect(await readBucket(put.key)).toBeNull();
      await expect(confirm(put)).rejects.toMatchObject({ code: "upload_not_arrived" });
    });

    test("other bytes under the signed checksum are taken by the store, and refused by confirm", async () => {
      const bytes = await pdfFile();
      const put = await signed(bytes);
      expect(await send(put, forged(bytes))).toBe(200);
      await expect(confirm(put)).rejects.toMatchObject({ code: "checksum_mismatch" });
      await runJobs();
      expect(await readBucket(put.key)).toBeNull();
    });

    test("a checksum that comes with the confirm is held against the bytes", async () => {
      const bytes = await pdfFile();
      const put = await signed(bytes, "put without checksum");
      await send(put, bytes);
      const late = confirmUpload(school.teacher, put.uploadId, { sha256: sha256Of(forged(bytes)) });
      await expect(late).rejects.toMatchObject({ code: "checksum_mismatch" });
    });
  });

  test("a purged document's object goes, and goes again when its signature has brought it back", async () => {
    const bytes = await pdfFile();
    const { put, document } = await confirmed(bytes);
    await trashDocuments(school.administrator, [document.id]);
    await purgeDocuments(school.administrator, [document.id]);
    await runJobs();
    expect(await readBucket(put.key)).toBeNull();
    expect((await objectRow(put.key))?.state).toBe("deleting");
    expect(await send(put, forged(bytes))).toBe(200);
    await endSignatures(school.id);
    await runJobs();
    expect(await readBucket(put.key)).toBeNull();
    expect(await objectRow(put.key)).toBeUndefined();
  });

  test("a signed download has the bytes under the file's own name, and cannot be bent", async () => {
    const bytes = await pdfFile();
    const put = await signed(bytes, "put", "Ñandú Größe 100%.pdf");
    await send(put, bytes);
    const { document } = await confirm(put);
    const { url } = await signDownload(school.viewer, document.id);
    const answer = await fetch(url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const disposition = answer.headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment;/);
    const name = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? "";
    expect(decodeURIComponent(name)).toBe("Ñandú Größe 100%.pdf");
    const neighbour = new URL(url);
    neighbour.pathname += "x";
    for (const bent of [url.replace("attachment", "inline"), url.replace(/\?.*/, ""), neighbour])
      expect((await fetch(bent)).status).toBe(403);
  });

  test("the bucket's CORS lets our pages send what is signed, and no others", async () => {
    const origin = "https://docs.example.org";
    await allowOrigins([origin]);
    const bytes = await pdfFile();
    const put = await signed(bytes);
    const preflight = (from: string) =>
      fetch(put.url, {
        method: "OPTIONS",
        headers: {
          origin: from,
          "access-control-request-method": "PUT",
          "access-control-request-headers": Object.keys(put.headers).join(","),
        },
      });
    const allowed = await preflight(origin);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
    expect(allowed.headers.get("access-control-allow-methods")).toContain("PUT");
    const names = (allowed.headers.get("access-control-allow-headers") ?? "").toLowerCase().split(/,\s*/);
    expect(names).toEqual(expect.arrayContaining(Object.keys(put.headers)));
    const foreign = await preflight("https://elsewhere.example");
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();

    const sent = await fetch(put.url, {
      method: "PUT",
      headers: { ...put.headers, origin },
      body: new Uint8Array(bytes),
    });
    expect([sent.status, sent.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    expect(sent.headers.get("access-control-expose-headers")).toContain("ETag");
  });
});
