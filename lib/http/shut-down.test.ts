import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { Closing } from "#lib/http/closing.ts";
import { shutDown } from "#lib/http/shut-down.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server whose answers wait to be given. */
async function serve() {
  const closing = new Closing();
  const held: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    closing.hold(response);
    held.push(response);
  });
  closing.serves(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: "127.0.0.1" }, (answer) => resolve(answer.resume())).on("error", reject);
    });
  const takesConnections = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      ends.push(() => socket.destroy());
    });
  return { closing, held, ask, takesConnections };
}

const LONG_MS = 60_000;

test("what is under way is finished, while nothing new is taken, and only then it ends", async () => {
  const { closing, held, ask, takesConnections } = await serve();
  const asked = ask();
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(1);
  const [finish, exit] = [vi.fn(async () => undefined), vi.fn()];
  const ended = shutDown({ closing, delayMs: 0, deadlineMs: LONG_MS, finish, exit });
  expect(closing.begun).toBe(true);
  await expect.poll(takesConnections, { timeout: 20_000 }).toBe(false);
  expect(finish).not.toHaveBeenCalled();
  expect(exit).not.toHaveBeenCalled();
  held[0]?.end("done");
  const answer = await asked;
  expect([answer.statusCode, answer.headers.connection]).toEqual([200, "close"]);
  await ended;
  expect(finish).toHaveBeenCalledOnce();
  expect(exit.mock.calls).toEqual([[0]]);
});

test("while whoever sends requests here is being told, they are answered", async () => {
  const { closing, held, ask } = await serve();
  const exit = vi.fn();
  void shutDown({ closing, delayMs: LONG_MS, deadlineMs: LONG_MS, finish: async () => undefined, exit });
  const asked = ask();
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(1);
  held[0]?.end("still here");
  expect((await asked).statusCode).toBe(200);
  expect(exit).not.toHaveBeenCalled();
});

test("a caller who goes away is not waited for", async () => {
  const { closing, held, ask } = await serve();
  const gone = ask().catch(() => "cut");
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(1);
  const exit = vi.fn();
  const ended = shutDown({ closing, delayMs: 0, deadlineMs: LONG_MS, finish: async () => undefined, exit });
  held[0]?.destroy();
  expect(await gone).toBe("cut");
  await ended;
  expect(exit.mock.calls).toEqual([[0]]);
});

test("whatever is still in hand at the deadline is cut off, and the code says so", async () => {
  const { closing, held, ask } = await serve();
  ask().catch(() => undefined);
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(1);
  const exit = vi.fn();
  void shutDown({ closing, delayMs: 0, deadlineMs: 1, finish: async () => undefined, exit });
  await expect.poll(() => exit.mock.calls, { timeout: 20_000 }).toEqual([[1]]);
  expect(closing.inFlight).toBe(1);
});
