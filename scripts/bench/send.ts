import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

export type Sent = {
  method: string;
  headers?: Record<string, string | number>;
  body?: AsyncIterable<Buffer> | Buffer;
};
export type Answered = { status: number; etag: string; text: string };

const isStream = (body: Sent["body"]) => body !== undefined && !Buffer.isBuffer(body);

/**
 * One request over a line that is kept, with no library between: what it costs is the sending.
 * @throws {Error} when it was not done.
 */
export function send(url: string, { method, headers = {}, body }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        if (status >= 300)
          reject(new Error(`${method} ${new URL(url).pathname} answered ${status}: ${text}`));
        else resolve({ status, etag: answer.headers.etag ?? "", text });
      });
    });
    sending.on("error", (error: NodeJS.ErrnoException) => {
      // A line that was kept may be closed just as it is used again (Node.js, `request.reusedSocket`).
      const again = sending.reusedSocket && error.code === "ECONNRESET" && !isStream(body);
      if (again) resolve(send(url, { method, headers, ...(body && { body }) }));
      else reject(error);
    });
    if (body === undefined || Buffer.isBuffer(body)) sending.end(body);
    else void pour(body, sending).catch(reject);
  });
}

async function pour(body: AsyncIterable<Buffer>, into: ReturnType<typeof request>): Promise<void> {
  for await (const chunk of body) {
    if (!into.write(chunk)) await new Promise((resolve) => into.once("drain", resolve));
  }
  into.end();
}

/** Runs `work` for the numbers 1 to `count`, `lanes` at once, and answers what they came to in order. */
export async function inLanes<T>(
  count: number,
  lanes: number,
  work: (number: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 1;
  const lane = async () => {
    while (next <= count) {
      const number = next;
      next += 1;
      results[number - 1] = await work(number);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
