import { expect, test } from "./fixtures/test.ts";
import { letter } from "./samples/pdf.ts";

test("a file is read through the server whole, by range, and by what it is alone", async ({
  api,
  context,
}) => {
  const sent = await letter("Carta a las familias.pdf", 3);
  const { id } = await api.store(sent);
  const at = `/api/v1/documents/${id}/preview`;
  const size = sent.bytes.length;
  const read = (headers: Record<string, string> = {}) => context.request.get(at, { headers });

  const head = await context.request.head(at);
  expect([head.status(), head.headers()["content-length"]]).toEqual([200, String(size)]);

  const whole = await read();
  expect([whole.status(), (await whole.body()).equals(sent.bytes)]).toEqual([200, true]);
  const headers = whole.headers();
  expect(headers).toMatchObject({
    "content-length": String(size),
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
  });
  expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*; sandbox$/);
  expect(headers["content-encoding"]).toBeUndefined();
  expect(headers["transfer-encoding"]).toBeUndefined();
  expect(headers["content-disposition"]).toContain("inline;");

  const etag = headers.etag ?? "";
  const part = await read({ range: "bytes=5-104", "if-range": etag });
  expect([part.status(), (await part.body()).equals(sent.bytes.subarray(5, 105))]).toEqual([206, true]);
  expect(part.headers()).toMatchObject({
    "content-length": "100",
    "content-range": `bytes 5-104/${size}`,
  });
  expect((await (await read({ range: "bytes=0-9", "if-range": '"another"' })).body()).length).toBe(size);

  const beyond = await read({ range: `bytes=${size}-` });
  expect([beyond.status(), beyond.headers()["content-range"]]).toEqual([416, `bytes */${size}`]);
});
