import { beforeEach, expect, test, vi } from "vitest";
import { bytesResponse } from "#lib/api/bytes.ts";
import type { Actor } from "#lib/auth/actor.ts";

const openBytes = vi.hoisted(() => vi.fn());
vi.mock("#lib/documents/access.ts", () => ({ openBytes }));

const actor = {} as Actor;
const open = vi.fn(async () => new Blob(["hello"]).stream());
const found = (changes: object = {}) => ({
  open,
  contentType: "application/pdf",
  inline: true,
  filename: 'na"me.pdf',
  size: 5,
  range: null,
  etag: '"abc"',
  ...changes,
});
const ask = (headers: Record<string, string> = {}) =>
  bytesResponse(actor, "id", new Request("http://athena.test/", { headers }));

beforeEach(() => {
  vi.clearAllMocks();
  openBytes.mockImplementation(async () => found());
});

test("what is safe comes inline, whole and named", async () => {
  const response = await ask();
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toEqual({
    "content-type": "application/pdf",
    "content-disposition": "inline; filename=\"na_me.pdf\"; filename*=UTF-8''na%22me.pdf",
    "x-athena-content-length": "5",
    "accept-ranges": "bytes",
    "cache-control": "no-store, no-transform",
    etag: '"abc"',
  });
  expect(await response.text()).toBe("hello");
});

test("what is not comes as an attachment of no type", async () => {
  openBytes.mockImplementation(async () => found({ inline: false, contentType: "image/svg+xml" }));
  const response = await ask();
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
});

test.each<Record<string, string>>([
  { "sec-fetch-dest": "document" },
  { "sec-fetch-dest": "iframe" },
  { accept: "text/html,application/xhtml+xml,*/*;q=0.8" },
])("a PDF goes to no browser's own viewer, which would run its scripts: %j", async (headers) => {
  const pdf = (await ask(headers)).headers;
  expect([pdf.get("content-type"), pdf.get("content-disposition")]).toEqual([
    "application/pdf",
    expect.stringMatching(/^attachment;/),
  ]);
  openBytes.mockImplementation(async () => found({ contentType: "image/png" }));
  expect((await ask(headers)).headers.get("content-disposition")).toMatch(/^inline;/);
});

test("text says its encoding", async () => {
  openBytes.mockImplementation(async () => found({ contentType: "text/plain" }));
  expect((await ask()).headers.get("content-type")).toBe("text/plain; charset=utf-8");
});

test("a range is answered as one", async () => {
  openBytes.mockImplementation(async () => found({ range: { start: 1, end: 3 } }));
  const response = await ask({ range: "bytes=1-3" });
  expect(openBytes).toHaveBeenCalledWith(actor, "id", { start: 1, end: 3 }, expect.anything());
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBe("bytes 1-3/5");
  expect(response.headers.get("x-athena-content-length")).toBe("3");
});

test("a range says which version it was meant for", async () => {
  await ask({ range: "bytes=1-3", "if-range": '"old"' });
  const options = { version: '"old"', headOnly: false, signal: expect.any(AbortSignal) };
  expect(openBytes).toHaveBeenCalledExactlyOnceWith(actor, "id", { start: 1, end: 3 }, options);
});

test("HEAD opens no transfer", async () => {
  const response = await bytesResponse(actor, "id", new Request("http://athena.test/", { method: "HEAD" }));
  expect(response.status).toBe(200);
  expect(response.headers.get("x-athena-content-length")).toBe("5");
  expect(open).not.toHaveBeenCalled();
});
