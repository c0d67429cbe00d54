import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, send } from "#lib/api/testing/file.ts";
import { makeSchool } from "#lib/api/testing/school.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import type { UploadRule } from "#lib/documents/school-policy.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { parseInput } from "#lib/parse-input.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { largePicture, partsTicket, sendParts } from "#lib/testing/multipart.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pdfFile, pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { uploadThrough } from "#lib/testing/through.ts";
import { arrived, askOne, requestFor, storeFile } from "#lib/testing/upload.ts";
import { setUploadRule } from "#lib/upload-rules/mutations.ts";
import { ruleChange } from "#lib/upload-rules/schema.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = [await buildSchool(), await buildSchool()];
});
afterAll(async () => {
  await expectInvariants(school.id);
  await expectInvariants(other.id);
});

/** The same person on their next request: rules are read with the session. */
async function next(actor: Actor): Promise<Actor> {
  const now = await actorOfSession(actor.sessionId ?? "", localOrigin("test"));
  if (now === null) throw new Error("The session does not hold.");
  return now;
}

async function decide(own: TestSchool, kind: "document" | "media" | "report", to: UploadRule | null) {
  const from = (await next(own.administrator)).uploadRules[kind] ?? null;
  return setUploadRule(own.administrator, { kind, from, to });
}

async function codeFor(actor: Actor, bytes: Buffer, more: object): Promise<string> {
  const answer = await askOne(await next(actor), requestFor(bytes, more));
  return answer.ok ? "ok" : answer.code;
}

describe("a school's rule", () => {
  test("holds for its next uploads, by size and by type, and for no other school's", async () => {
    const png = { filename: "a.png", contentType: TYPES.png };
    await decide(school, "document", { types: ["application/pdf", "text/csv"], maxBytes: 2000 });
    expect(await codeFor(school.teacher, pngFile(), png)).toBe("unsupported_type");
    expect(await codeFor(school.teacher, Buffer.alloc(2001), {})).toBe("file_too_large");
    expect(await codeFor(school.teacher, Buffer.alloc(2000), {})).toBe("ok");
    expect(
      await codeFor(school.teacher, Buffer.alloc(10), { filename: "a.csv", contentType: "text/csv" }),
    ).toBe("ok");
    expect(await codeFor(other.teacher, pngFile(), png)).toBe("ok");
    expect(await codeFor(other.teacher, Buffer.alloc(2001), {})).toBe("ok");
    expect(
      await codeFor(other.teacher, Buffer.alloc(10), { filename: "a.csv", contentType: "text/csv" }),
    ).toBe("unsupported_type");
    // Its other kinds are as usual.
    expect(await codeFor(school.teacher, pngFile(), { ...png, kind: "media" })).toBe("ok");
    await decide(school, "document", null);
    expect(await codeFor(school.teacher, pngFile(), png)).toBe("ok");
  });

  test("holds in parts and through the server", async () => {
    const bytes = largePicture();
    await decide(school, "media", { maxBytes: bytes.length - 1 });
    await expect(partsTicket(await next(school.teacher), bytes)).rejects.toThrow("file_too_large");
    const stream = () => new Blob([new Uint8Array(pngFile())]).stream();
    const file = { kind: "media", filename: "a.png", contentType: TYPES.png } as const;
    await decide(school, "media", { types: ["video/mp4"] });
    await expect(uploadThrough(await next(school.teacher), file, stream(), null)).rejects.toMatchObject({
      code: "unsupported_type",
      details: { accepted: "MP4, M4V" },
    });
    await decide(school, "media", null);
    await uploadThrough(await next(school.teacher), file, stream(), null);
  });

  test("that was narrowed on the way refuses what arrives after it, and removes it", async () => {
    const [pdfBytes, picture] = [await pdfFile(), largePicture()];
    const whole = await arrived(school.teacher, pdfBytes);
    const parts = await partsTicket(school.teacher, picture);
    await sendParts(school.teacher, parts, picture);
    await decide(school, "document", { maxBytes: pdfBytes.length - 1 });
    await decide(school, "media", { types: ["video/mp4"] });
    await expect(confirmUpload(school.teacher, whole.uploadId)).rejects.toMatchObject({
      code: "file_too_large",
      details: { limit: pdfBytes.length - 1, size: pdfBytes.length },
    });
    await expect(confirmUpload(school.teacher, parts.uploadId)).rejects.toMatchObject({
      code: "unsupported_type",
    });
    await decide(school, "document", null);
    await decide(school, "media", null);
    // It was refused for good: a wider rule does not bring it back.
    await expect(confirmUpload(school.teacher, whole.uploadId)).rejects.toMatchObject({
      code: "file_too_large",
    });
  });

  test("leaves what is stored where it is", async () => {
    const kept = await storeFile(school.teacher);
    await decide(school, "document", { types: ["image/png"] });
    await decide(school, "document", null);
    expect((await auditOf(school.id, "document.deleted")).map(({ targetId }) => targetId)).not.toContain(
      kept.id,
    );
  });

  test("answers 413 and 415 at the API, also when it was narrowed before the confirm", async () => {
    const { id, admin } = await makeSchool();
    const set = (uploadRules: object) =>
      database().update(schools).set({ uploadRules }).where(eq(schools.id, id));
    const bytes = pdf();
    const open = await request(admin, bytes);
    await send(open.json, bytes);
    await set({ document: { maxBytes: 10 } });
    const large = await request(admin, bytes);
    expect([large.status, large.json.code, large.json.details]).toEqual([
      413,
      "file_too_large",
      { limit: 10, size: bytes.length },
    ]);
    const late = await call("POST", `/api/v1/uploads/${String(open.json.upload_id)}/complete`, { as: admin });
    expect([late.status, late.json.code]).toEqual([413, "file_too_large"]);
    await set({ document: { types: ["image/png"] } });
    const wrong = await request(admin, bytes);
    expect([wrong.status, wrong.json.code]).toEqual([415, "unsupported_type"]);
  });
});

describe("changing it", () => {
  test("is for administrators, and for their own school", async () => {
    const change = { kind: "document" as const, from: null, to: { maxBytes: 1 } };
    const readOnly = (await school.token("documents:read", "documents:write")).actor;
    for (const actor of [school.registrar, school.teacher, school.viewer, readOnly])
      await expect(setUploadRule(actor, change)).rejects.toMatchObject({ code: "forbidden" });
    expect((await next(school.administrator)).uploadRules).toEqual({});
  });

  test("never overwrites what somebody else has changed since", async () => {
    const first = await school.person("administrator");
    const second = await school.person("administrator");
    const answers = await Promise.allSettled([
      setUploadRule(first, { kind: "document", from: null, to: { maxBytes: 100 } }),
      setUploadRule(second, { kind: "document", from: null, to: { maxBytes: 200 } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a.length - b.length)).toEqual([
      "rejected",
      "fulfilled",
    ]);
    const lost = answers.find((answer) => answer.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
    const now = (await next(first)).uploadRules.document ?? null;
    // Two who set different kinds do not meet, and whoever wants what is there already has it.
    await Promise.all([
      setUploadRule(first, { kind: "media", from: null, to: { maxBytes: 300 } }),
      setUploadRule(second, { kind: "document", from: null, to: now }),
    ]);
    expect((await next(first)).uploadRules).toEqual({ document: now, media: { maxBytes: 300 } });
    await decide(school, "document", null);
    await decide(school, "media", null);
  });

  test("is in the audit, with what it was and what it is", async () => {
    const own = await buildSchool();
    await decide(own, "media", { types: ["video/mp4", "image/png"], maxBytes: 1_000_000_000 });
    await decide(own, "media", { types: ["video/mp4", "image/png"], maxBytes: 1_000_000_000 });
    const trace = await auditOf(own.id, "school.upload_rule_changed");
    expect(trace).toHaveLength(1);
    expect(trace[0]).toMatchObject({
      userId: own.administrator.userId,
      details: {
        kind: "media",
        types_to: "image/png, video/mp4",
        bytes_from: 5_000_000_000,
        bytes_to: 1_000_000_000,
      },
    });
    expect(trace[0]?.details?.types_from).toContain("audio/mpeg");
  });

  test.each([
    ["no type at all", { kind: "document", from: null, to: { types: [] } }],
    ["a type that no check knows", { kind: "document", from: null, to: { types: ["text/html"] } }],
    ["a PDF among what can be public", { kind: "media", from: null, to: { types: ["application/pdf"] } }],
    ["a report that is no PDF", { kind: "report", from: null, to: { types: ["image/png"] } }],
    ["nothing", { kind: "document", from: null, to: { maxBytes: 0 } }],
    ["more than a store takes", { kind: "document", from: null, to: { maxBytes: 5_000_000_000_001 } }],
    ["half a byte", { kind: "document", from: null, to: { maxBytes: 1.5 } }],
    ["another kind", { kind: "profile", from: null, to: null }],
    ["what it does not know", { kind: "document", from: null, to: { maxbytes: 1 } }],
  ])("to %s is refused", (_what, change) => {
    expect(() => parseInput(ruleChange, change)).toThrow("invalid_request");
  });
});
