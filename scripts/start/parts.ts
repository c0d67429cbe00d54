import path from "node:path";
import { ChildRegistry } from "./child-registry.ts";
import { importantMessage, quietly } from "./important.ts";
import { LogFile } from "./log-file.ts";
import { type HowEnded, type NodeChild, type NodeChildOptions, spawnNode } from "./node-child.ts";
import { complain, say } from "./say.ts";

/** How much of what the parts write reaches the terminal. */
export type Show = "important" | "everything";

/** Starts processes with a log file each, and shows at the terminal what matters of what they write. */
export class Parts {
  readonly registry: ChildRegistry;
  readonly logDir: string;
  readonly #verbose: boolean;
  readonly #logs = new Map<string, LogFile>();
  readonly #steps = new Set<NodeChild>();

  constructor(dataDir: string, verbose: boolean) {
    this.registry = new ChildRegistry(dataDir);
    this.logDir = path.join(dataDir, "logs");
    this.#verbose = verbose;
  }

  /** The log file of a part, `logs/NAME.log` in the data folder. */
  log(name: string): LogFile {
    const known = this.#logs.get(name);
    if (known !== undefined) return known;
    const log = new LogFile(path.join(this.logDir, `${name}.log`));
    this.#logs.set(name, log);
    return log;
  }

  /** Starts a process; `show` says what of it is seen at the terminal (default: nothing). */
  spawn(name: string, options: Omit<NodeChildOptions, "log">, show?: Show): NodeChild {
    const log = this.log(name);
    const warn = quietly((text) => complain(`The ${name} reports: ${text} (more in ${log.file})`));
    return spawnNode(this.registry, {
      ...options,
      log,
      onLine: (line, stream) => {
        options.onLine?.(line, stream);
        if (this.#verbose && !options.printsSecret) return say(`${name}: ${line}`);
        if (show === "everything") return say(line);
        const message = show === "important" ? importantMessage(line) : null;
        if (message !== null) warn(message);
      },
    });
  }

  /** Runs a process that ends by itself. */
  async runToEnd(name: string, options: Omit<NodeChildOptions, "log">): Promise<HowEnded> {
    const child = this.spawn(name, options);
    this.#steps.add(child);
    const how = await child.ended;
    this.#steps.delete(child);
    return how;
  }

  /** Ends what `runToEnd` has still running. */
  async stopSteps(): Promise<void> {
    await Promise.all([...this.#steps].map((child) => child.stop(500)));
  }
}
