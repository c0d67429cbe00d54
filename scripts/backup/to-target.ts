import { spawn } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isSameBucket } from "#lib/backup/same-bucket.ts";
import type { Settings } from "#lib/env.ts";
import { envLine } from "#scripts/backup/env-line.ts";
import { withInstallation } from "#scripts/backup/installation.ts";
import { bucketsOf } from "#scripts/backup/places.ts";
import { say } from "#scripts/backup/run.ts";
import { secretsOf } from "#scripts/backup/secrets.ts";
import { environmentOf, type TargetSettings } from "#scripts/backup/target.ts";
import type { Progress } from "#scripts/moving/progress.ts";
import { plainName, several, size } from "#scripts/moving/words.ts";
import { prepareDataFolder } from "#scripts/start/data-folder.ts";
import { inProject, PROJECT_ROOT } from "#scripts/start/project.ts";

type Means = { progress: Progress; signal: AbortSignal; atOnce: number };

/** Runs another command on the new place; what it says is seen. Answers its exit code. */
async function run(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  const words = ["--conditions=react-server", inProject("scripts", "run.mjs"), name, ...args];
  const child = spawn(process.execPath, words, { cwd: PROJECT_ROOT, env, stdio: "inherit", signal });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** @throws {Error} in words for the terminal, where old and new place have something in common, or cannot have. */
function requireOther(source: Settings, target: TargetSettings): void {
  const [from, to] = [URL.parse(source["DATABASE_URL"] ?? ""), URL.parse(target["DATABASE_URL"] ?? "")];
  if (from?.host === to?.host && from?.pathname === to?.pathname)
    throw new Error("DATABASE_URL of the new place is the database that is to be moved.");
  const bucketIn = (env: Settings) => ({
    endpoint: env["R2_ENDPOINT_URL"] ?? "",
    bucket: env["R2_BUCKET_NAME"] ?? "athena-docs",
  });
  if (isSameBucket(bucketIn(source), bucketIn(target)))
    throw new Error("The bucket of the new place is the one whose files are to be moved.");
  for (const name of ["NEXTAUTH_SECRET", "AUDIT_SEAL_KEY"] as const) {
    if (target[name] && target[name] !== source[name])
      throw new Error(
        `${name} of the new place must be the one that the old place has, or authenticator apps, webhooks and the audit's seals cannot be read: leave it out, and it is carried over.`,
      );
  }
}

/** Gives the bucket its rules and tries everything out. @throws {Error} where the new place cannot be used. */
async function tryOut(target: TargetSettings, folder: string, signal: AbortSignal): Promise<void> {
  const env = { ...environmentOf(target), ATHENA_DATA_DIR: folder };
  const origin = target["NEXTAUTH_URL"] ? ["--origin", target["NEXTAUTH_URL"]] : [];
  if (origin.length > 0) {
    say("The rules of the new bucket:");
    await run("storage-setup", origin, env, signal);
  } else say("NEXTAUTH_URL is not set: whether pages may upload from there was not looked at.");
  if ((await run("doctor", origin, env, signal)) !== 0)
    throw new Error(
      "The new place is not ready: see above. Nothing was moved; mend it and say the same again.",
    );
}

/** Writes the settings to start with, for this account alone. Answers where. */
async function writeSettings(dataDir: string, lines: readonly string[]): Promise<string> {
  const file = path.join(dataDir, "moved.env");
  const handle = await open(file, "w", 0o600);
  try {
    // One that is there already keeps its mode otherwise.
    await handle.chmod(0o600);
    await handle.writeFile(lines.join(""));
  } finally {
    await handle.close();
  }
  return file;
}

const SECRET = /SECRET|KEY|DATABASE_|TOKEN|SMTP_URL/;

/** Moves an installation, and tells how it goes. Answers the exit code. */
export async function moveTo(target: TargetSettings, { progress, signal, atOnce }: Means): Promise<number> {
  const { moveInstallation } = await import("#lib/backup/move.mutations.ts");
  const wish = { mayRun: false, mayBeNew: false, embeddedStore: "where it is" } as const;
  return withInstallation(wish, async (source, dataDir) => {
    requireOther(source, target);
    const secrets = secretsOf(source);
    if (secrets === null)
      throw new Error("NEXTAUTH_SECRET of the old place is not known here: set it as the app has it.");
    const { NEXTAUTH_SECRET, AUDIT_SEAL_KEY } = secrets;
    const settings = { ...target, NEXTAUTH_SECRET, ...(AUDIT_SEAL_KEY && { AUDIT_SEAL_KEY }) };
    // Hours of copying must not end at a file that cannot be written.
    const lines = Object.entries(settings).map(([name, value]) => envLine(name, value));
    prepareDataFolder(dataDir);
    const folder = await mkdtemp(path.join(tmpdir(), "athena-move-"));
    const counts = { there: 0, copied: 0, missing: 0, differs: 0 };
    const sums = { bytes: 0, rows: 0, tables: 0 };
    const begun = performance.now();
    try {
      await moveInstallation({
        source: {
          ownerUrl: source["DATABASE_MIGRATION_URL"] || source["DATABASE_URL"] || "",
          appUrl: source["DATABASE_URL"] ?? "",
        },
        from: await bucketsOf(source),
        target: {
          ownerUrl: target["DATABASE_MIGRATION_URL"] ?? target["DATABASE_URL"] ?? "",
          appUrl: target["DATABASE_URL"] ?? "",
        },
        to: await bucketsOf(target),
        work: folder,
        atOnce,
        signal,
        onReady: () => tryOut(settings, folder, signal),
        onMeasured: (all) => progress.begin(all),
        onObject({ key, size: bytes, is }) {
          counts[is] += 1;
          sums.bytes += bytes;
          progress.step(bytes);
          if (is === "missing") progress.line(`${plainName(key)}: the old store has lost it`);
          if (is === "differs")
            progress.line(
              `${plainName(key)}: the old store has other bytes than were uploaded; moved as it is`,
            );
        },
        onTable(_table, rows) {
          sums.tables += 1;
          sums.rows += rows;
        },
      });
    } finally {
      progress.end();
      await rm(folder, { recursive: true, force: true });
    }
    const file = await writeSettings(dataDir, lines);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    say(
      `Moved in ${seconds} s: ${several(sums.tables, "table")} with ${several(sums.rows, "row")}; ${several(counts.copied + counts.differs, "file")} copied and ${several(counts.there, "file")} there already (${size(sums.bytes)}), each held against its hash.`,
    );
    say(`Start the app with these settings. They stand in ${file}, secrets with them:`);
    for (const [name, value] of Object.entries(settings))
      say(SECRET.test(name) ? `  ${name}=… (in the file)` : `  ${name}=${value}`);
    say(`Mail, sign-in provider and scanner stay as your environment or .env has them. Then: npm run reconcile, npm run audit:verify.
The old place was not changed: keep it until you have seen that all is well. Everybody signs in anew.`);
    if (counts.missing + counts.differs > 0)
      say(
        `${several(counts.missing, "file")} the old store had lost, ${several(counts.differs, "file")} it has with other bytes: told above.`,
      );
    return counts.missing + counts.differs > 0 ? 2 : 0;
  });
}
