import { expect, test } from "vitest";
import { checkEvent, checkExchange } from "#lib/api/testing/contract.ts";

const ID = "0198f1de-7b1f-7c3a-8c55-0123456789ab";
const student = {
  id: ID,
  given_name: "Ana",
  family_name: "Ruiz",
  external_id: null,
  date_of_birth: "2015-03-04",
  group: null,
  enrolled_on: null,
  left_on: null,
};
const said = { given_name: "Ana", family_name: "Ruiz" };
const missing = {
  type: "urn:athena-docs:problem:forbidden",
  title: "Forbidden",
  status: 403,
  code: "forbidden",
  detail: "No.",
  request_id: "12345678",
};

type Init = {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  path?: string;
  json?: unknown;
};

/** Whether an answer to `POST /api/v1/students` passes. */
function passes(answer: unknown, init: Init = {}): boolean {
  const { status = 201, type = "application/json", path = "/api/v1/students", json = said } = init;
  const headers = { "content-type": type, "x-request-id": "12345678", ...init.headers };
  const bytes = Buffer.from(JSON.stringify(answer));
  const url = new URL(path, "http://athena.test");
  try {
    checkExchange({
      method: "POST",
      url,
      sent: { json },
      response: new Response(bytes, { status, headers }),
      bytes,
    });
    return true;
  } catch {
    return false;
  }
}

const problem = { status: 403, type: "application/problem+json" };

test.each<[string, unknown, Init, boolean]>([
  ["what the document says", student, {}, true],
  ["a field too few", { ...student, group: undefined }, {}, false],
  ["a field too many", { ...student, notes: "" }, {}, false],
  ["another type", { ...student, given_name: 1 }, {}, false],
  ["no date", { ...student, date_of_birth: "2015-02-30" }, {}, false],
  ["no id", { ...student, id: "1" }, {}, false],
  ["another status", student, { status: 200 }, false],
  ["another media type", student, { type: "text/plain" }, false],
  ["a header that is not described", student, { headers: { ETag: '"1"' } }, false],
  ["a parameter that is not described", student, { path: "/api/v1/students?a=1" }, false],
  ["a body that is not described", student, { json: { ...said, notes: "" } }, false],
  ["a problem", missing, problem, true],
  ["a problem as JSON", missing, { status: 403 }, false],
  ["a code that this operation has not", { ...missing, code: "same_version" }, problem, false],
])("the check of real answers tells %s", (_, answer, init, isGood) => {
  expect(passes(answer, init)).toBe(isGood);
});

test("the check of real events tells one with its key", () => {
  const event = { id: ID, type: "document.purged", occurred_at: "2026-11-23T02:00:00.000Z", school_id: ID };
  expect(() => checkEvent({ ...event, data: { id: ID, school_id: ID } } as { type: string })).not.toThrow();
  expect(() =>
    checkEvent({ ...event, data: { id: ID, school_id: ID, file_path: "x" } } as { type: string }),
  ).toThrow(/additional properties/);
});
