import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { usageSchema } from "#lib/api/usage.ts";

let school: TestSchool;
let token: Caller;
const bytes = pdf();
const today = () => new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  school = await makeSchool();
  token = await school.token("usage:read", "documents:write", "documents:read", "students:read");
  await upload(token, bytes, { filename: "plan.pdf" });
});

const usage = (query = "", as = token) => call("GET", `/api/v1/usage${query}`, { as });

test("tells a school what it stores, did and pays, in the form that the contract has", async () => {
  const since = today();
  const { status, json } = await usage();
  expect(status).toBe(200);
  const report = usageSchema.parse(json);
  expect(Object.keys(json).toSorted()).toEqual(Object.keys(usageSchema.shape).toSorted());
  expect(report.totals).toEqual({ bytes: bytes.length, objects: 1 });
  expect(report.stored).toEqual({ bytes: bytes.length, objects: 1 });
  expect(report.trash).toEqual({ bytes: 0, objects: 0 });
  expect(report.from).toMatch(/^\d{4}-\d{2}-01$/);
  expect([since, today()]).toContain(report.to);
  expect(report.operations.class_a).toBeGreaterThanOrEqual(1);
  expect(report.bandwidth.bytes_in).toBeGreaterThanOrEqual(bytes.length);
  expect(report.groups).toMatchObject([{ key: "document", bytes: bytes.length, objects: 1, name: null }]);
  expect(report.forecast.low).toBeLessThanOrEqual(report.forecast.high);
  expect(report.metered_since).not.toBeNull();
});

test.each(["kind", "type", "record_class", "student_group", "day", "month"])("by %s", async (by) => {
  const { status, json } = await usage(`?from=2026-01-30&to=2026-02-02&group_by=${by}`);
  expect(status).toBe(200);
  const report = usageSchema.parse(json);
  const keys = {
    kind: ["document"],
    type: ["application/pdf"],
    record_class: ["none"],
    student_group: ["nobody"],
    day: ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"],
    month: ["2026-01", "2026-02"],
  };
  expect(report.groups.map(({ key }) => key)).toEqual(keys[by as keyof typeof keys]);
  expect(report).toMatchObject({ from: "2026-01-30", to: "2026-02-02", group_by: by });
});

test.each([
  "?from=yesterday",
  "?from=2026-02-30",
  "?to=2026-01-01T00:00:00Z",
  "?from=2026-02-02&to=2026-02-01",
  "?from=2020-01-01&to=2026-01-01",
  "?group_by=colour",
  "?group_by=kind&group_by=day",
  "?since=2026-01-01",
])("%s is refused with what is wrong", async (query) => {
  const { status, headers, json } = await usage(query);
  expect(status).toBe(400);
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(json).toMatchObject({ status: 400, code: "invalid_request" });
});

test("is for who may read usage, and all schools for nobody with a token", async () => {
  expect((await usage("", await school.token("documents:read"))).status).toBe(403);
  expect((await usage("?group_by=school")).status).toBe(404);
  expect((await usage("?group_by=school", school.admin)).status).toBe(404);
  expect((await usage("", {})).status).toBe(401);
  expect((await usage("", school.admin)).status).toBe(200);
  const noStudents = await school.token("usage:read");
  expect((await usage("?group_by=student_group", noStudents)).status).toBe(403);
  const other = await makeSchool();
  const { json } = await usage("", await other.token());
  expect(json).toMatchObject({ totals: { bytes: 0, objects: 0 }, groups: [] });
});
