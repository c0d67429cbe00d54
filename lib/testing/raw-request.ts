import { request } from "node:http";

/** A PUT that can be held in mid-air, and whose headers are sent as given, also twice. */
export type RawPut = {
  /** Sends more bytes, and waits until they have left. */
  write(bytes: Uint8Array): Promise<void>;
  /** Sends the last bytes, and answers the store's status. */
  end(bytes: Uint8Array): Promise<number>;
};

/** Opens a PUT of `size` bytes to a signed address. `headers` are names and values in turn. */
export function rawPut(url: string, size: number, headers: readonly string[]): RawPut {
  const { host } = new URL(url);
  const sent = request(url, {
    method: "PUT",
    headers: ["Host", host, "Content-Length", String(size), ...headers],
  });
  const status = new Promise<number>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
  });
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        sent.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    end(bytes) {
      sent.end(bytes);
      return status;
    },
  };
}
