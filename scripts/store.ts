import { randomBytes } from "node:crypto";
import path from "node:path";
import { parseOptions, type StoreOptions } from "#embedded/object-store/options.ts";
import { explainStart, type RunningStore, runStore } from "#embedded/object-store/run.ts";

const HELP = `Starts the embedded object store alone: S3 with checked signatures, for tests and small schools.

  npm run store -- [--port N] [--data DIR] [--access-key K --secret-key S] [--bucket B ...]

  --port        9000 when not given, or PORT; 0 for any free one
  --host        the address to listen on; 127.0.0.1 when not given, so only this machine reaches it
  --data        the folder that holds everything; .data/store when not given, or store in ATHENA_DATA_DIR
  --access-key  and --secret-key: at least 3 and 8 characters. Better given as ATHENA_STORE_ACCESS_KEY and
                ATHENA_STORE_SECRET_KEY, which other users of this machine cannot see; R2_ACCESS_KEY_ID and
                R2_SECRET_ACCESS_KEY are taken too. Made up and printed when not given
  --bucket      made when it is not there; may be given more than once; athena-docs when not given, or R2_BUCKET_NAME
  --public-bucket  one more bucket, which anybody may read at an address of its own, and nothing else there
  --public-port    the port of that address; a free one when not given
  --quiet       no line a request

Ends on Ctrl-C. Exit codes: 2 bad arguments, 69 port or address not to be had, 73 folder not writable, 75 folder in
use by another process.`;

/** The variables of the app are honoured too, so that one environment starts both. */
function environment(): Record<string, string | undefined> {
  const { env } = process;
  return {
    ATHENA_STORE_ACCESS_KEY: env.ATHENA_STORE_ACCESS_KEY || env.R2_ACCESS_KEY_ID,
    ATHENA_STORE_SECRET_KEY: env.ATHENA_STORE_SECRET_KEY || env.R2_SECRET_ACCESS_KEY,
  };
}

function describe(
  { endpoint, publicUrl }: RunningStore,
  options: StoreOptions,
  accessKey: string,
  secretKey: string,
): string {
  const generated = options.secretKey === undefined;
  return `Object store: ${endpoint}   (path style, region auto)
Data:         ${path.resolve(options.data)}
Buckets:      ${options.buckets.join(", ")}

To use it from the app${generated ? "; these keys hold until it ends" : ""}:
  R2_ENDPOINT_URL=${endpoint}
  R2_ACCESS_KEY_ID=${accessKey}
  R2_SECRET_ACCESS_KEY=${generated ? secretKey : "(as you gave it)"}
  R2_BUCKET_NAME=${options.buckets[0]}
  R2_FORCE_PATH_STYLE=true${
    options.publicBucket === null
      ? ""
      : `
  R2_PUBLIC_BUCKET_NAME=${options.publicBucket.name}
  R2_PUBLIC_BASE_URL=${publicUrl}`
  }

Ctrl-C ends it.
`;
}

const { PORT, ATHENA_DATA_DIR, R2_BUCKET_NAME } = process.env;
const defaults = {
  port: /^\d{1,5}$/.test(PORT ?? "") ? Number(PORT) : 9000,
  data: path.join(ATHENA_DATA_DIR || ".data", "store"),
  buckets: [R2_BUCKET_NAME || "athena-docs"],
};

async function main(): Promise<void> {
  let where = { port: defaults.port, host: "127.0.0.1", data: defaults.data };
  try {
    const options = parseOptions(process.argv.slice(2), environment(), defaults);
    where = options;
    if (options.help) {
      process.stdout.write(`${HELP}\n`);
      return;
    }
    const accessKey = options.accessKey ?? randomBytes(16).toString("hex");
    const secretKey = options.secretKey ?? randomBytes(32).toString("hex");
    const log = options.quiet ? () => undefined : (line: string) => process.stderr.write(`${line}\n`);
    const running = await runStore({ ...options, credentials: { accessKey, secretKey }, log });
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => void running.stop().then(() => process.exit(0)));
    }
    process.stdout.write(describe(running, options, accessKey, secretKey));
  } catch (error) {
    const { message, exitCode } = explainStart(error, where);
    const hint = exitCode === 2 ? ". See npm run store -- --help" : "";
    process.stderr.write(`The store did not start: ${message}${hint}\n`);
    process.exit(exitCode);
  }
}

await main();
