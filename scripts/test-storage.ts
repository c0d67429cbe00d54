import { parseArgs } from "node:util";
import { ConfigurationError, readEnv, SETTINGS, storageConfigured } from "#lib/env.ts";
import { loadDotenv } from "#scripts/start/load-dotenv.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";
import { runNode } from "#scripts/test/run-node.ts";

const HELP = `Proves a store: everything that Athena Docs needs of one, tried with its own code.

  npm run test:storage                        the bucket that R2_* name, here or in .env; the embedded store without them
  npm run test:storage -- --store NAME        embedded, local-r2 (Cloudflare's) or ceph, started for it in a temporary folder

  It says what the store can and cannot do, and what Athena Docs does then; what must not be is a failed test. It takes a
  minute and some 200 requests, about 60 MB of them uploads.

  On a bucket of yours: it may hold files, also those of a running Athena Docs. Everything is stored under
  athena-contract/ and probes/ and deleted, also when a test fails; what a killed run has left goes with the next one an
  hour later. CORS rules and other settings of the bucket are read by nobody and changed by nobody; with NEXTAUTH_URL
  set, a preflight from its pages is tried.`;

const NAMES = ["embedded", "local-r2", "ceph"];

/** The R2_* settings, as they are written; null where there are none. */
function settingsHere(): Record<string, string> | null {
  loadDotenv(false);
  if (!storageConfigured(readEnv(process.env))) return null;
  const names = SETTINGS.filter((name) => name.startsWith("R2_") || name === "NEXTAUTH_URL");
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function run(wanted: string | undefined): Promise<number> {
  const settings = wanted === undefined ? settingsHere() : null;
  const name = wanted ?? (settings === null ? "embedded" : "settings");
  const env = settings === null ? {} : { ATHENA_TEST_STORE: JSON.stringify(settings) };
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=verbose",
    "--project",
    `storage-${name}`,
  ];
  return runNode(args, cleanEnvironment(env));
}

const { values } = parseArgs({ options: { store: { type: "string" }, help: { type: "boolean" } } });
if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else if (values.store !== undefined && !NAMES.includes(values.store)) {
  process.stderr.write(`There is no store "${values.store}": say one of ${NAMES.join(", ")}.\n`);
  process.exitCode = 1;
} else {
  try {
    process.exitCode = await run(values.store);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
