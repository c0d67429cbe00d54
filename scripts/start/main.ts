import path from "node:path";
import { dataFolder, prepareDataFolder } from "./data-folder.ts";
import { Interrupted, StartFailure } from "./failure.ts";
import { Interruption } from "./interruption.ts";
import { loadDotenv } from "./load-dotenv.ts";
import { acquireLock } from "./lock.ts";
import { type Command, helpText, parseOptions } from "./options.ts";
import { Parts } from "./parts.ts";
import { decide } from "./plan.ts";
import { reportFailure } from "./report.ts";
import { readRunning, removeRunning } from "./running.ts";
import { say } from "./say.ts";
import { bringUp, type Filling, type Session } from "./session.ts";
import { Supervisor } from "./supervisor.ts";

/** Those who depend on others first. */
const STOP_ORDER = [["app", "worker"], ["file store"], ["database"]] as const;

function takeFolder(dataDir: string): () => void {
  const lock = acquireLock(path.join(dataDir, "lock"));
  if ("release" in lock) return lock.release;
  const running = readRunning(dataDir);
  const state = running === null ? "is being started or ended" : `runs already at ${running.address}`;
  throw new StartFailure(
    `Athena Docs ${state} with the data folder ${dataDir} (process ${lock.heldBy.pid}).`,
  );
}

async function stopAll(supervisor: Supervisor, parts: Parts): Promise<void> {
  await parts.stopSteps();
  for (const names of STOP_ORDER) await supervisor.stop(names);
  parts.registry.killAll();
  parts.registry.clear();
}

/** @returns why it ended where nobody asked for it */
async function runUntilEnd(what: Omit<Session, "supervisor" | "signal">): Promise<StartFailure | null> {
  const { parts, dataDir } = what;
  const interruption = new Interruption();
  const { promise: ended, resolve } = Promise.withResolvers<StartFailure | null>();
  const supervisor = new Supervisor((reason) => resolve(new StartFailure(reason)));
  interruption.onFirst(() => resolve(null));
  // Whatever goes wrong here, the parts must be ended in order.
  process.on("uncaughtException", (error) =>
    resolve(new StartFailure(`Internal: ${error.message}`, error.stack)),
  );
  interruption.onFirst(() => say("Ending …"));
  interruption.onHurry(() => parts.registry.killAll());
  try {
    await parts.registry.endLeftovers();
    const { signal } = interruption;
    const up = bringUp({ ...what, supervisor, signal });
    const first = await Promise.race([up.then(() => "up" as const), ended]);
    // What is still being brought up fails when its processes are ended; that is no news then.
    up.catch(() => {});
    return first === "up" ? await ended : first;
  } finally {
    removeRunning(dataDir);
    await stopAll(supervisor, parts);
    if (interruption.signal.aborted) say("Ended.");
  }
}

/**
 * `npm start` and `npm run dev`: starts what is not configured, keeps everything running until it is told to
 * end, and ends it in order. With `filling` the data folder is filled first.
 * @returns the exit code
 */
export async function run(
  command: Command,
  args: readonly string[],
  filling: Filling | null = null,
): Promise<number> {
  let verbose = args.includes("--verbose");
  let parts: Parts | null = null;
  let release = () => {};
  try {
    const options = parseOptions(args);
    verbose = options.verbose;
    if (options.help) {
      say(helpText(command));
      return 0;
    }
    loadDotenv(command === "dev");
    const plan = decide(process.env, options.embeddedStore);
    const dataDir = dataFolder(process.env);
    prepareDataFolder(dataDir);
    release = takeFolder(dataDir);
    parts = new Parts(dataDir, verbose);
    const failure = await runUntilEnd({ command, options, plan, dataDir, parts, filling });
    if (failure !== null) throw failure;
    return 0;
  } catch (error) {
    if (error instanceof Interrupted || (error as Error).name === "AbortError") return 0;
    reportFailure(error, verbose, parts?.log("start") ?? null);
    return 1;
  } finally {
    release();
  }
}
