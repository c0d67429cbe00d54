import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { requireAnswer } from "./database-answers.ts";

let server: Server | undefined;
const sockets: Socket[] = [];

function listen(onData: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", () => onData(socket));
  });
  return new Promise((resolve) => {
    server?.listen(0, "127.0.0.1", () => {
      const address = server?.address();
      resolve(`postgres://athena:secret@127.0.0.1:${typeof address === "object" ? address?.port : 0}/athena`);
    });
  });
}

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
});

test("a server that answers whether it encrypts is one", async () => {
  await expect(requireAnswer(await listen((socket) => socket.write("N")))).resolves.toBeUndefined();
});

test("one that never says a word is told in one line without the password", async () => {
  const url = await listen(() => {});
  await expect(requireAnswer(url, 50)).rejects.toThrow(
    /^DATABASE_URL: the database at 127\.0\.0\.1:\d+ does not/,
  );
});

test("another kind of server is told", async () => {
  const url = await listen((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n"));
  await expect(requireAnswer(url)).rejects.toThrow("is no PostgreSQL");
});

test("what the client itself can tell is left to it", async () => {
  const url = await listen(() => {});
  server?.close();
  await expect(requireAnswer(url.replace(/:\d+\//, ":1/"))).resolves.toBeUndefined();
  await expect(requireAnswer("postgres:///athena?host=/run/postgresql")).resolves.toBeUndefined();
});
