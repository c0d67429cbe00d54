import { Agent, get } from "node:http";

/** Requests under way at once. */
const CONNECTIONS = 8;

export type Asked = {
  url: string;
  /** Of the request with this number. */
  headers?: (at: number) => Record<string, string>;
  /** What each answer must have in it: a page that says it is sorry is no answer. */
  has: string;
};

/** What load has come to. */
export type Load = { perSecond: number /** ms of each. */; latencies: number[] };

function ask({ url, headers, has }: Asked, at: number, agent: Agent): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asking = get(url, { agent, headers: headers?.(at) ?? {} }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const took = performance.now() - began;
        const isGood = answer.statusCode === 200 && Buffer.concat(chunks).includes(has);
        if (isGood) resolve(took);
        else reject(new Error(`${url} answered ${answer.statusCode}, without ${has}`));
      });
    });
    asking.on("error", reject);
  });
}

/**
 * Asks for one address again and again for so many seconds, over eight connections that are kept.
 * @throws {Error} at the first answer that is not as it should be.
 */
export async function loadOf(asked: Asked, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  const began = performance.now();
  let next = 0;
  const lane = async () => {
    while (performance.now() - began < seconds * 1000) {
      const at = next;
      next += 1;
      latencies.push(await ask(asked, at, agent));
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  } finally {
    agent.destroy();
  }
  return { perSecond: latencies.length / ((performance.now() - began) / 1000), latencies };
}
