import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { NOTHING, type Operation } from "#lib/api/operation.ts";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, upload } from "#lib/api/testing/file.ts";
import {
  form,
  headers,
  hostileValue,
  mediaType,
  pathId,
  query,
  rawBody,
  spoilt,
} from "#lib/api/testing/hostile.ts";
import { type Caller, makeSchool } from "#lib/api/testing/school.ts";

/** Requests to each operation. Without it few, and the same each time: API_FUZZ=2000 looks for what nobody knows yet. */
const RUNS = Number(process.env.API_FUZZ ?? 30);
const options = process.env.API_FUZZ === undefined ? { numRuns: RUNS, seed: 6 } : { numRuns: RUNS };

/** A person's session, for no limit of requests stands before what is to be seen. */
let as: Caller;
let ids: string[];
beforeAll(async () => {
  const school = await makeSchool();
  as = school.admin;
  const stored = [];
  for (let at = 0; at < 3; at += 1) stored.push((await upload(as)).id);
  const open = await request(as, pdf());
  const parts = await request(as, Buffer.alloc(1), {
    kind: "media",
    content_type: "video/mp4",
    filename: "a.mp4",
    size: 40 * 1024 * 1024,
  });
  ids = [...stored, String(open.json.upload_id), String(parts.json.upload_id)];
});

type Sent = { path: string; headers: Record<string, string>; body?: BodyInit };

function bodies({
  body,
  example,
  form: fields,
}: Operation): fc.Arbitrary<{ type: string; body: BodyInit } | null> {
  if (fields !== undefined) {
    const whole = form(Object.keys(fields.shape)).map((bytes) => ({
      type: "multipart/form-data; boundary=athena",
      body: bytes,
    }));
    return fc.oneof({ weight: 5, arbitrary: whole }, fc.record({ type: mediaType, body: rawBody }));
  }
  if (body === NOTHING) return fc.constant(null);
  const names = Object.keys((body as unknown as { shape?: object }).shape ?? {});
  const json = spoilt((example ?? {}) as Record<string, unknown>, names).map(
    (value) => JSON.stringify(value) ?? "",
  );
  return fc.oneof(
    { weight: 8, arbitrary: json.map((text) => ({ type: "application/json", body: text })) },
    fc.record({ type: mediaType, body: rawBody }),
    fc.record({ type: mediaType, body: hostileValue.map((value) => JSON.stringify(value)) }),
    fc.constant(null),
  );
}

function requests(operation: Operation): fc.Arbitrary<Sent> {
  return fc
    .record({
      id: pathId(ids),
      // Who is asked without authentication is asked by all sorts of probes, and heeds no parameter.
      query:
        operation.access === "anyone"
          ? fc.constant("")
          : fc.oneof(fc.constant(""), query(Object.keys(operation.query.shape))),
      headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, headers),
      body: bodies(operation),
    })
    .map(({ id, query: asked, headers: given, body }) => ({
      path: operation.path.replace("{id}", id) + asked,
      headers: { ...given, ...(body === null ? {} : { "content-type": body.type }) },
      ...(body === null ? {} : { body: body.body }),
    }));
}

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  // `call` holds each answer against the document: its status, its code, its media type, every field.
  test("answers whatever it is sent with what the document says, and never fails", {
    timeout: 20_000 + RUNS * 1000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(requests(operation), async (sent) => {
        const { status, headers: got, json } = await call(operation.method, sent.path, { as, ...sent });
        if (status >= 500) throw new Error(JSON.stringify(json));
        if (status < 400) return;
        expect(got.get("content-type")).toBe("application/problem+json");
        expect(json).toMatchObject({ status, code: expect.any(String), request_id: expect.any(String) });
      }),
      options,
    );
  });
});
