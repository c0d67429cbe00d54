import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ApiError } from "#lib/api/codes.ts";
import { openForm } from "#lib/api/form.ts";

const BOUNDARY = "----athena42";
const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (bytes: string, head = 'name="file"; filename="a.pdf"') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\nContent-Type: application/pdf\r\n\r\n${bytes}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

function requestOf(body: BodyInit | null, type = `multipart/form-data; boundary=${BOUNDARY}`) {
  const init = { method: "POST", body, headers: { "content-type": type }, duplex: "half" };
  return new Request("http://athena.test/", init);
}

function chunked(text: string, sizes: readonly number[]) {
  let rest = Buffer.from(text);
  let turn = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (rest.length === 0) return controller.close();
      const size = sizes[turn++ % sizes.length] ?? 1;
      controller.enqueue(new Uint8Array(rest.subarray(0, size)));
      rest = rest.subarray(size);
    },
  });
}

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();
async function refusal(work: Promise<unknown>): Promise<ApiError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  return thrown as ApiError;
}

test("fields and file come back however the network cuts them", async () => {
  const bytes = `\r\n--${BOUNDARY.slice(0, 8)}é\r\n-- \0 %PDF`;
  const body = field("kind", "report") + field("title", "Ünï") + file(bytes) + END;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
      async (sizes) => {
        const form = await openForm(requestOf(chunked(body, sizes)));
        expect(form.fields).toEqual({ kind: "report", title: "Ünï" });
        expect(form.file).toMatchObject({ filename: "a.pdf", contentType: "application/pdf" });
        expect(await textOf(form.file.body)).toBe(bytes);
        expect(form.failure()).toBeUndefined();
        form.discard();
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ["../../etc/passwd", "../../etc/passwd"],
  ["C:\\\\Users\\\\a.pdf", "C:\\Users\\a.pdf"],
  ["%2e%2e.pdf", "%2e%2e.pdf"],
  ["\u202Efdp.exe 😀 e\u0301", "\u202Efdp.exe 😀 e\u0301"],
  ["", ""],
])("the name %j of the part is kept whole", async (given, name) => {
  const form = await openForm(requestOf(file("x", `name="file"; filename="${given}"`) + END));
  expect(form.file.filename).toBe(name);
  form.discard();
});

test.each([
  ["a field after the file", file("x") + field("kind", "report") + END, "kind"],
  ["a second file", file("x") + file("y") + END, "(body)"],
  ["a very long field after the file", file("x") + field("title", "x".repeat(10_000)) + END, "title"],
])("%s fails the file before its end is told", async (_, body, name) => {
  const form = await openForm(requestOf(body));
  const error = await refusal(textOf(form.file.body));
  expect(error.code).toBe("invalid_request");
  expect([...error.fields.keys()]).toEqual([name]);
  expect(form.failure()).toBe(error);
});

test.each([
  ["no file", field("kind", "report") + END, "file"],
  ["nothing", END, "file"],
  ["a file of another name", file("x", 'name="upload"; filename="a"') + END, "upload"],
  ["a field twice", field("kind", "a") + field("kind", "b") + file("x") + END, "kind"],
  ["a long field", field("title", "x".repeat(10_000)) + file("x") + END, "title"],
  [
    "a part without a name",
    `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n${file("x")}${END}`,
    "(body)",
  ],
  [
    "many fields",
    Array.from({ length: 40 }, (_, i) => field(`f${i}`, "x")).join("") + file("x") + END,
    "(body)",
  ],
])("a form with %s is refused", async (_, body, name) => {
  const error = await refusal(openForm(requestOf(body)));
  expect(error.code).toBe("invalid_request");
  expect([...error.fields.keys()]).toEqual([name]);
});

test("a form cut short anywhere never tells an end", async () => {
  const body = field("kind", "report") + file("some bytes of a file") + END;
  for (let length = 0; length < body.length - 4; length += 1) {
    const outcome = openForm(requestOf(chunked(body.slice(0, length), [7]))).then((form) =>
      textOf(form.file.body),
    );
    expect((await refusal(outcome)).code).toBe("invalid_request");
  }
});

test("a connection that breaks in the file fails it", async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from(file("half of it").slice(0, -2)));
      setTimeout(() => controller.error(new Error("ECONNRESET")), 20);
    },
  });
  const form = await openForm(requestOf(body));
  const error = await refusal(textOf(form.file.body));
  expect(error.detail).toBe("The connection ended within the form.");
});

test.each([
  "application/json",
  "multipart/form-data",
  "multipart/mixed; boundary=x",
  "multipart/form-data; charset=x",
])("the media type %s is refused", async (type) => {
  expect((await refusal(openForm(requestOf("x", type)))).code).toBe("unsupported_media_type");
});

test("holds little of a large file that nobody reads, and lets go of it", async () => {
  let sent = 0;
  const cancelled = vi.fn();
  const chunk = Buffer.alloc(64 * 1024);
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(file("").slice(0, -2))),
      pull(controller) {
        sent += chunk.length;
        controller.enqueue(new Uint8Array(chunk));
      },
      cancel: cancelled,
    },
    { highWaterMark: 0 },
  );
  const form = await openForm(requestOf(body));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent).toBeLessThan(2 * 1024 * 1024);
  form.discard();
  // What a client still sends is read for a while, so that it can read the answer; then no longer.
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalled(), 15_000);
  expect(sent).toBeLessThan(80 * 1024 * 1024);
});

test("a reader that stops early does not hold the form up", async () => {
  const form = await openForm(requestOf(file("x".repeat(1_000_000)) + END));
  await form.file.body.cancel();
  form.discard();
  expect(form.failure()).toBeInstanceOf(ApiError);
});
