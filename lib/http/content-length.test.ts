import { createServer, get, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { LENGTH_HEADER, tellContentLength } from "#lib/http/content-length.ts";

async function answerOf(
  listener: RequestListener,
): Promise<{ headers: IncomingMessage["headers"]; text: string }> {
  const server = createServer((request, response) => {
    tellContentLength(request, response);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      get({ port, host: "127.0.0.1" }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("error", reject);
        answer.on("end", () => resolve({ headers: answer.headers, text }));
      }).on("error", reject);
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("an answer that flushes its headers before it writes says the length that was named", async () => {
  const { headers, text } = await answerOf((_request, response) => {
    response.appendHeader(LENGTH_HEADER, "5");
    response.flushHeaders();
    response.write("he");
    response.end("llo");
  });
  expect(text).toBe("hello");
  expect(headers["content-length"]).toBe("5");
  expect(headers["transfer-encoding"]).toBeUndefined();
  expect(headers[LENGTH_HEADER]).toBeUndefined();
});

test("one of which no length was named goes as it went", async () => {
  const { headers, text } = await answerOf((_request, response) => {
    response.flushHeaders();
    response.end("hello");
  });
  expect([text, headers["transfer-encoding"]]).toEqual(["hello", "chunked"]);
});

test("one that breaks off before its length is an error for who reads it", async () => {
  const broken = answerOf((_request, response) => {
    response.setHeader(LENGTH_HEADER, "5");
    response.write("he", () => response.destroy());
  });
  await expect(broken).rejects.toThrow();
});
