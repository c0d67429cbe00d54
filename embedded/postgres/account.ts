import { execFile } from "node:child_process";

/** The account "nobody", which every Linux has by number if not by name. */
const NOBODY = 65_534;

/** Only what PostgreSQL needs: a PGPORT or PGDATA of the caller must not reach it. English, so that it can be read. */
export const CLEAN_ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

/**
 * As whom PostgreSQL runs, for it refuses to run as root. `wrap` puts what is needed before a command;
 * `owner` must own its files.
 */
export type Account = {
  name: "self" | "nobody" | "namespace" | "capability";
  wrap: (command: string, args: readonly string[]) => { command: string; args: string[] };
  spawnOptions: { uid?: number; gid?: number };
  owner: { uid: number; gid: number } | null;
};

const SELF: Account = {
  name: "self",
  wrap: (command, args) => ({ command, args: [...args] }),
  spawnOptions: {},
  owner: null,
};

const AS_NOBODY: Account = {
  name: "nobody",
  wrap: SELF.wrap,
  spawnOptions: { uid: NOBODY, gid: NOBODY },
  owner: { uid: NOBODY, gid: NOBODY },
};

/** In a user namespace the process looks like nobody to itself, and opens files as root does. */
const IN_NAMESPACE: Account = {
  name: "namespace",
  wrap: (command, args) => ({
    command: "unshare",
    args: ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, "--", command, ...args],
  }),
  spawnOptions: {},
  owner: { uid: 0, gid: 0 },
};

/** Nobody, who may nevertheless pass closed folders: for containers, which mostly forbid namespaces. */
const WITH_CAPABILITY: Account = {
  name: "capability",
  wrap: (command, args) => ({
    command: "setpriv",
    args: [
      // Keeps the right also for the question "may I?", which PostgreSQL asks of its own programs.
      "--securebits=+no_setuid_fixup",
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      "--clear-groups",
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--",
      command,
      ...args,
    ],
  }),
  spawnOptions: {},
  owner: { uid: NOBODY, gid: NOBODY },
};

/** Whether this runs as root, so that PostgreSQL must run as another account. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The accounts worth trying, best first. */
export function candidateAccounts(): Account[] {
  return isRoot() ? [AS_NOBODY, IN_NAMESPACE, WITH_CAPABILITY] : [SELF];
}

/** Whether the account that PostgreSQL runs under for root may enter a folder without further help. */
export async function nobodyMayEnter(folder: string): Promise<boolean> {
  const { status } = await runAs(AS_NOBODY, "/bin/sh", ["-c", 'cd "$1"', "sh", folder], 20_000);
  return status === 0;
}

/** How a command ended; `status` is null where it could not be started or was killed. */
export type Ended = { status: number | null; stdout: string; stderr: string };

/** Runs a command to its end under an account, from `/`, for that is where everyone may be. */
export function runAs(
  account: Account,
  command: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<Ended> {
  const wrapped = account.wrap(command, args);
  const options = { ...account.spawnOptions, cwd: "/", env: CLEAN_ENVIRONMENT, timeout: timeoutMs };
  return new Promise((resolve) => {
    try {
      execFile(wrapped.command, wrapped.args, options, (error, stdout, stderr) => {
        if (error === null) return resolve({ status: 0, stdout, stderr });
        const status = typeof error.code === "number" ? error.code : null;
        resolve({ status, stdout, stderr: stderr || error.message });
      });
    } catch (error) {
      // A change of account that the system forbids is thrown here, not reported.
      resolve({ status: null, stdout: "", stderr: String(error) });
    }
  });
}
