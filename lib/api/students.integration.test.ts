import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";

let school: TestSchool;
let token: Caller;
beforeAll(async () => {
  school = await makeSchool("Pacific/Chatham");
  token = await school.token();
});

type Student = { id: string; family_name: string; given_name: string };
const create = (json: unknown, as = token) => call("POST", "/api/v1/students", { as, json });
const list = async (query: string, as = token) => {
  const { json } = await call("GET", `/api/v1/students${query}`, { as });
  return json as { data: Student[]; next_cursor: string | null };
};

test("students are added, and listed by family name in pages that leave nobody out", async () => {
  const made = await create({
    given_name: " Ana ",
    family_name: "Ruiz",
    external_id: "E-1",
    date_of_birth: "2015-03-04",
    group: "3º A",
    enrolled_on: "2020-09-01",
  });
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    id: expect.any(String),
    given_name: "Ana",
    family_name: "Ruiz",
    external_id: "E-1",
    date_of_birth: "2015-03-04",
    group: "3º A",
    enrolled_on: "2020-09-01",
    left_on: null,
  });
  for (const family_name of ["Zapata", "Álvarez", "Gil"]) await create({ given_name: "Eva", family_name });
  await create({ given_name: "Leo", family_name: "Gil", left_on: "2020-06-30" });
  const seen: Student[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.data);
    cursor = page.next_cursor;
  }
  const names = ["Eva Álvarez", "Eva Gil", "Leo Gil", "Ana Ruiz", "Eva Zapata"];
  expect(seen.map((student) => `${student.given_name} ${student.family_name}`)).toEqual(names);
  expect((await list("?q=e-1")).data).toEqual([made.json]);
  expect((await list(`?group=${encodeURIComponent("3º A")}`)).data).toHaveLength(1);
  expect((await list("?status=left")).data.map(({ given_name }) => given_name)).toEqual(["Leo"]);
});

test.each([
  [{ family_name: "Ruiz" }, "given_name"],
  [{ given_name: "Ana", family_name: "  " }, "family_name"],
  [{ given_name: "Ana", family_name: "x".repeat(101) }, "family_name"],
  [{ given_name: "Ana", family_name: "Ruiz", date_of_birth: "2015-02-30" }, "date_of_birth"],
  [{ given_name: "Ana", family_name: "Ruiz", date_of_birth: "2999-01-01" }, "date_of_birth"],
  [{ given_name: "Ana", family_name: "Ruiz", enrolled_on: "2020-09-01", left_on: "2020-08-01" }, "left_on"],
  [{ given_name: "Ana", family_name: "Ruiz", external_id: "a\u0007" }, "external_id"],
  [{ given_name: "Ana", family_name: "Ruiz", class: "3A" }, "class"],
])("%j is refused at its field", async (body, field) => {
  const { status, json } = await create(body);
  expect([status, json.code, Object.keys(json.errors as object)]).toEqual([400, "invalid_request", [field]]);
});

test("an external id is taken once, and what the token may not do is refused", async () => {
  await create({ given_name: "Ana", family_name: "Uno", external_id: "taken" });
  const again = await create({ given_name: "Eva", family_name: "Dos", external_id: "taken" });
  expect([again.status, again.json.code]).toEqual([409, "external_id_taken"]);
  const reader = await school.token("students:read");
  expect((await create({ given_name: "Ana", family_name: "Tres" }, reader)).status).toBe(403);
  const stranger = await school.token("documents:read");
  expect((await call("GET", "/api/v1/students", { as: stranger })).status).toBe(403);
  const wrong = await call("GET", "/api/v1/students?cursor=zzz", { as: token });
  expect([wrong.status, wrong.json.code]).toEqual([400, "invalid_cursor"]);
});

test("files for students carry their ids, by both ways up, and are found by them", async () => {
  const id = String((await create({ given_name: "Mía", family_name: "Sanz" })).json.id);
  const direct = await upload(token, pdf(), { filename: "direct.pdf", student_ids: [id] });
  const form = new FormData();
  form.set("filename", "through.pdf");
  form.set("student_ids", id);
  form.set("file", new Blob([new Uint8Array(pdf())], { type: "application/pdf" }), "file");
  const through = await call("POST", "/api/v1/documents/upload", { as: token, body: form });
  expect([through.status, through.json.student_ids]).toEqual([201, [id]]);
  const found = await call("GET", `/api/v1/documents?student_id=${id}`, { as: token });
  const data = found.json.data as { filename: string; student_ids: string[] }[];
  expect(data.map(({ filename, student_ids }) => [filename, student_ids])).toEqual([
    ["through.pdf", [id]],
    ["direct.pdf", [id]],
  ]);
  const read = await call("GET", `/api/v1/documents/${direct.id}`, { as: token });
  expect(read.json.student_ids).toEqual([id]);
});
