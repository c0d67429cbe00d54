import { type ChildProcess, fork } from "node:child_process";
import type { Figure } from "#scripts/bench/figure.ts";
import { load } from "#scripts/bench/machine.ts";
import { type Options, PARTS, type PartName } from "#scripts/bench/parts.ts";
import type { PartReport } from "#scripts/bench/report.ts";
import { PROJECT_ROOT } from "#scripts/start/project.ts";

/** Lines of what a part wrote last that are kept, for where it fails. */
const KEPT_LINES = 3;
/** How long a part may take to clear up before it is killed. */
const GRACE_MS = 20_000;

function lastWords(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000);
    process.stderr.write(chunk);
  });
  return () => {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    const cause = lines.filter((line) => /\b\w*Error\b.*:/.test(line)).slice(-KEPT_LINES);
    return (cause.length > 0 ? cause : lines.slice(-KEPT_LINES)).join(" ").slice(0, 400);
  };
}

function begin(name: PartName, options: Options): Promise<Figure[]> {
  const { minutes } = PARTS[name];
  const child = fork("scripts/bench/part-process.ts", [name, JSON.stringify(options)], {
    cwd: PROJECT_ROOT,
    execArgv: ["--conditions=react-server"],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
    env: { ...process.env, ATHENA_END_WITH_PARENT: "1" },
  });
  const words = lastWords(child);
  return new Promise((resolve, reject) => {
    let figures: Figure[] | undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
    }, minutes * 60_000);
    child.on("message", (message: { figures: Figure[] }) => {
      ({ figures } = message);
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (figures !== undefined) resolve(figures);
      else if (isLate) reject(new Error(`it was not done after ${minutes} minutes`));
      else reject(new Error(words() || `it ended with ${code ?? signal}`));
    });
  });
}

/** Measures one part. What fails is told in the report, and keeps no other part from being measured. */
export async function runPart(
  name: PartName,
  options: Options,
  title: string = PARTS[name].title,
): Promise<PartReport> {
  const began = performance.now();
  const of = { part: name, title, load: load() };
  const seconds = () => Math.round((performance.now() - began) / 1000);
  try {
    return { ...of, figures: await begin(name, options), seconds: seconds() };
  } catch (error) {
    return { ...of, failed: error instanceof Error ? error.message : String(error), seconds: seconds() };
  }
}
