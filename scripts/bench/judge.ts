import { availableParallelism, loadavg } from "node:os";
import { say } from "#scripts/start/say.ts";
import { startTestApp } from "#scripts/test/app.ts";

export const MIB = 2 ** 20;

type Judged = {
  /** Of an `npm start` that runs already; one is started and ended where not given. */
  dataDir: string | undefined;
  /** In words, for who does not meet them. */
  bars: string;
  /** Answers whether the bars are met. */
  bench: (dataDir: string) => Promise<boolean>;
};

/** Runs a bench, and tells whether it is within its bars and whether the machine was too busy to tell. */
export async function judge({ dataDir, bars, bench }: Judged): Promise<void> {
  const app = dataDir === undefined ? await startTestApp() : null;
  try {
    const good = await bench(dataDir ?? app?.dataDir ?? "");
    const [load = 0] = loadavg();
    say("");
    if (load > availableParallelism())
      say(`This machine is busy (load ${load.toFixed(1)}): times say little.`);
    say(good ? "Within the bars." : `Not within the bars: ${bars}.`);
    if (!good) process.exitCode = 1;
  } finally {
    await app?.stop();
  }
}
