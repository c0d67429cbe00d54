import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type Account, candidateAccounts, isRoot, nobodyMayEnter, runAs } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { ensureLibraryLinks } from "./library-links.ts";

/** PostgreSQL's programs and the account they run under on this machine. `major` is 18 for 18.4. */
export type Runtime = { bin: string; account: Account; major: number };

async function probe(
  account: Account,
  nativeDir: string,
  dataDir: string,
): Promise<{ major: number } | { reason: string }> {
  const postgres = path.join(nativeDir, "bin", "postgres");
  const test = await runAs(
    account,
    "/bin/sh",
    ["-c", 'cd "$1" && "$2" --version', "sh", dataDir, postgres],
    20_000,
  );
  const major = /\(PostgreSQL\) (\d+)/.exec(test.stdout)?.[1];
  if (test.status === 0 && major !== undefined) return { major: Number(major) };
  return { reason: test.stderr.trim() || `exit ${test.status}` };
}

/** Copies are named by the installed package's version, so that an update of the package is used. */
function copyBinaries(nativeDir: string, dataDir: string): string {
  const manifest = readFileSync(path.join(nativeDir, "..", "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const target = path.join(dataDir, `binaries-${version}`);
  if (existsSync(target) && ensureLibraryLinks(target)) return target;
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("binaries-")) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  const partial = mkdtempSync(path.join(dataDir, "binaries-partial-"));
  cpSync(nativeDir, path.join(partial, "native"), { recursive: true, verbatimSymlinks: true });
  ensureLibraryLinks(path.join(partial, "native"));
  renameSync(path.join(partial, "native"), target);
  rmSync(partial, { recursive: true, force: true });
  return target;
}

async function firstThatWorks(nativeDir: string, dataDir: string): Promise<Runtime | { reason: string }> {
  let reason = "";
  for (const account of candidateAccounts()) {
    const result = await probe(account, nativeDir, dataDir);
    if ("major" in result) return { bin: path.join(nativeDir, "bin"), account, major: result.major };
    reason += `${account.name}: ${result.reason}\n`;
  }
  return { reason };
}

function refusal(dataDir: string, reason: string): PostgresError {
  if (isRoot()) {
    return new PostgresError(
      `PostgreSQL refuses to run as root, and no other account may enter ${dataDir}: start as another account, set ATHENA_DATA_DIR to a folder such as /var/lib/athena-docs, or set DATABASE_URL.`,
      reason,
    );
  }
  const lastLine = reason.trim().split("\n").at(-1) ?? "";
  return new PostgresError(
    `The built-in PostgreSQL does not run here (${lastLine}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    reason,
  );
}

/**
 * Finds a way to run PostgreSQL that works here: the libraries' links may be missing in a folder that cannot
 * be written, and root must hand over to an account that may not reach the project's folder.
 * @throws {PostgresError} when there is none.
 */
export async function chooseRuntime(dataDir: string): Promise<Runtime> {
  const installed = findBinaries();
  const linked = ensureLibraryLinks(installed);
  const asInstalled = linked ? await firstThatWorks(installed, dataDir) : { reason: "links are missing" };
  if ("bin" in asInstalled) return asInstalled;
  // A copy helps where the links could not be made, or another account must reach it and can.
  if (linked && !(isRoot() && (await nobodyMayEnter(dataDir)))) throw refusal(dataDir, asInstalled.reason);
  const copied = await firstThatWorks(copyBinaries(installed, dataDir), dataDir);
  if ("bin" in copied) return copied;
  throw refusal(dataDir, copied.reason);
}
