import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A line to the real store that tells what goes over it. */
export type MeteredStore = AsyncDisposable & {
  endpoint: string;
  /** Bytes that the store has sent so far. */
  received: () => number;
  /** Lines that are open. */
  open: () => number;
  /** Cuts all lines, as a store does that falls over. */
  cut: () => void;
};

/** Opens one in front of the store of this environment. It reads no faster than it is read from. */
export async function meteredStore(): Promise<MeteredStore> {
  const target = new URL(process.env.R2_ENDPOINT_URL ?? "");
  const lines = new Set<Socket>();
  let received = 0;
  const server = createServer((line) => {
    const onward = connect(Number(target.port), target.hostname);
    lines.add(line);
    line.on("error", () => onward.destroy());
    onward.on("error", () => line.destroy());
    line.on("close", () => {
      lines.delete(line);
      onward.destroy();
    });
    onward.on("data", (chunk: Buffer) => (received += chunk.length));
    onward.pipe(line);
    line.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    open: () => lines.size,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
