import { expect, test } from "vitest";
import { NOTHING } from "#lib/api/operation.ts";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import { examplesOf } from "#lib/api/reference/examples.ts";
import { groupsOf } from "#lib/api/reference/fields.ts";
import { referenceOf } from "#lib/api/reference/reference.ts";
import { NAMED_SCHEMAS } from "#lib/api/schemas.ts";
import { SENT_TYPES } from "#lib/webhooks/constants.ts";

const reference = referenceOf(OPERATIONS);
const operations = reference.sections.flatMap((section) => section.operations);

test("has every operation once, with all that it takes and answers", () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
  const create = operations.find(({ id }) => id === "createStudent");
  expect(create).toMatchObject({
    method: "POST",
    path: "/api/v1/students",
    parameters: [
      { name: "Idempotency-Key", place: "header", required: false },
      { name: "Athena-On-Behalf-Of", place: "header", required: false },
      { name: "Athena-Purpose", place: "header", required: false },
    ],
    body: { media: "application/json", required: true },
    answers: [{ status: "201", schema: "Student" }],
  });
  expect(create?.errors).toContainEqual({
    status: "409",
    code: "external_id_taken",
    words: expect.stringContaining("external id"),
  });
  const list = operations.find(({ id }) => id === "listDocuments");
  expect(list?.parameters.find(({ name }) => name === "limit")).toMatchObject({
    type: "integer, 1 to 100",
    default: "50",
  });
});

test("has every event and every schema, and each link to a schema leads to one", () => {
  expect(reference.events.map(({ type }) => type)).toEqual([...SENT_TYPES]);
  expect(reference.schemas.map(({ name }) => name)).toEqual(Object.keys(NAMED_SCHEMAS));
  const groups = [
    ...reference.schemas.flatMap((schema) => schema.groups),
    ...operations.flatMap(({ body }) => body?.groups ?? []),
  ];
  const linked = [
    ...groups.flatMap(({ fields }) => fields.flatMap(({ schema }) => schema ?? [])),
    ...operations.flatMap(({ answers }) => answers.flatMap(({ schema }) => schema ?? [])),
    ...reference.events.map(({ schema }) => schema),
  ];
  expect(linked.length).toBeGreaterThan(20);
  for (const name of linked) expect(NAMED_SCHEMAS).toHaveProperty([name]);
});

test("names nested fields in full, and tells shapes apart by what marks them", () => {
  const state = reference.schemas.find(({ name }) => name === "UploadState")?.groups[0]?.fields;
  expect(state?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["refusal", "refusal.code", "parts", "parts[].etag"]),
  );
  const upload = reference.schemas.find(({ name }) => name === "Upload")?.groups;
  expect(upload?.map(({ title }) => title)).toEqual([
    'method: "post"',
    'method: "put"',
    'method: "multipart"',
  ]);
  expect(groupsOf({ type: "string" })).toEqual([{ title: null, fields: [] }]);
});

test("every body is shown, and is one that the operation takes", () => {
  for (const { body, example } of OPERATIONS) {
    if (body === NOTHING) continue;
    expect(body.safeParse(example)).toMatchObject({ success: true });
  }
});

test("every example sends what the operation needs, and no more", () => {
  for (const operation of OPERATIONS) {
    const isWrite = operation.access === "caller" && operation.method !== "GET";
    for (const code of Object.values(examplesOf(operation))) {
      expect(code.includes("ATHENA_TOKEN")).toBe(operation.access === "caller");
      expect(code.includes("Idempotency-Key")).toBe(isWrite);
      expect(code).toContain("ATHENA_URL");
      expect(code).not.toContain("undefined");
      expect(code).not.toContain("{id}");
    }
  }
});
