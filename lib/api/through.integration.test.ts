import { and, eq, ne } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { documentSchema } from "#lib/api/document.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, sha256Of } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";

let school: TestSchool;
let token: Caller;

const BOUNDARY = "----athena";
const field = (name: string, value: string) =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
const file = (bytes: Uint8Array, filename = "plan.pdf", type = "application/pdf") =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from("\r\n"),
  ]);
const END = Buffer.from(`--${BOUNDARY}--\r\n`);

function send(body: BodyInit, as = token) {
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  return call("POST", "/api/v1/documents/upload", { as, headers, body });
}
const sendParts = (...parts: Buffer[]) => send(new Uint8Array(Buffer.concat(parts)));

/** What is stored, or on its way to being, in this school. */
async function left() {
  const own = and(eq(objects.schoolId, school.id), ne(objects.state, "deleting"));
  const pending = and(eq(uploads.schoolId, school.id), eq(uploads.status, "pending"));
  return {
    objects: (await database().select().from(objects).where(own)).length,
    pending: (await database().select().from(uploads).where(pending)).length,
  };
}

beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

test("a form becomes a document", async () => {
  const bytes = pdf();
  const parts = [
    field("kind", "report"),
    field("title", "Märks"),
    field("report_type", "report-card"),
    field("year", "2025"),
  ];
  const answer = await sendParts(...parts, file(bytes), END);
  expect(answer.status).toBe(201);
  expect(documentSchema.strict().parse(answer.json)).toMatchObject({
    kind: "report",
    title: "Märks",
    filename: "plan.pdf",
    file_size: bytes.length,
    sha256: sha256Of(bytes),
  });
  expect(String(answer.json.file_path)).toContain("/report-card/2025/");
  const preview = await call("GET", `${answer.headers.get("location")}/preview`, { as: token });
  expect(preview.bytes).toEqual(bytes);
});

test("what a standard client builds is taken, and the name given as a field is kept exactly", async () => {
  const form = new FormData();
  form.append("filename", 'qu"ote\\ é 😀.pdf');
  form.append("file", new Blob([new Uint8Array(pdf())], { type: "application/pdf" }), "other.pdf");
  const whole = new Request("http://athena.test/", { method: "POST", body: form });
  const answer = await call("POST", "/api/v1/documents/upload", {
    as: school.admin,
    headers: { "content-type": whole.headers.get("content-type") ?? "" },
    body: whole.body as ReadableStream,
  });
  expect(answer.status).toBe(201);
  expect(answer.json.filename).toBe('qu"ote\\ é 😀.pdf');
  expect("file_path" in answer.json).toBe(false);
});

test.each<[string, () => Buffer[], number, string]>([
  ["an unknown field", () => [field("knid", "report"), file(pdf()), END], 400, "invalid_request"],
  ["a field after the file", () => [file(pdf()), field("kind", "report"), END], 400, "invalid_request"],
  ["two files", () => [file(pdf()), file(pdf()), END], 400, "invalid_request"],
  ["no file", () => [field("kind", "report"), END], 400, "invalid_request"],
  ["no end", () => [file(pdf())], 400, "invalid_request"],
  ["an empty file", () => [file(Buffer.alloc(0)), END], 400, "empty_file"],
  ["the name ..", () => [file(pdf(), ".."), END], 400, "invalid_filename"],
  ["no name", () => [file(pdf(), ""), END], 400, "invalid_filename"],
  ["a long name", () => [file(pdf(), "x".repeat(256)), END], 400, "invalid_filename"],
  ["too many bytes", () => [file(Buffer.alloc(11 * 1024 * 1024)), END], 413, "file_too_large"],
  ["another type", () => [file(pdf(), "a.html", "text/html"), END], 415, "unsupported_type"],
  ["other content", () => [file(Buffer.from("<html></html>")), END], 422, "content_mismatch"],
  ["a file cut short", () => [file(Buffer.from("%PDF-1.7\n% half")), END], 422, "file_cut_short"],
  ["another checksum", () => [field("sha256", "0".repeat(64)), file(pdf()), END], 422, "checksum_mismatch"],
  ["no checksum", () => [field("sha256", "zz"), file(pdf()), END], 400, "invalid_request"],
])("a form with %s is refused and leaves nothing", async (_, parts, status, code) => {
  const before = await left();
  const answer = await sendParts(...parts());
  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect(await left()).toEqual(before);
});

test("a client that goes away in the middle leaves nothing", async () => {
  const before = await left();
  const bytes = file(Buffer.concat([pdf(), Buffer.alloc(200_000, 0x20)]));
  let sent = 0;
  const answer = await send(
    new ReadableStream({
      pull(controller) {
        if (sent > 100_000) return controller.error(new Error("ECONNRESET"));
        controller.enqueue(new Uint8Array(bytes.subarray(sent, sent + 10_000)));
        sent += 10_000;
      },
    }),
  );
  expect(answer.status).toBe(400);
  expect(await left()).toEqual(before);
});

test("JSON is not a form", async () => {
  const answer = await call("POST", "/api/v1/documents/upload", { as: token, json: {} });
  expect([answer.status, answer.json.code]).toEqual([415, "unsupported_media_type"]);
});
