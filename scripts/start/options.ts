import { parseArgs } from "node:util";
import { StartFailure } from "./failure.ts";

export type Command = "start" | "dev";

export type StartOptions = {
  help: boolean;
  /** The address that the app and the embedded store listen on. */
  host: string;
  /** As given by --port; `null` where it was not. */
  port: number | null;
  embeddedStore: boolean;
  verbose: boolean;
};

/** What --help prints. */
export function helpText(command: Command): string {
  const what =
    command === "start"
      ? "Starts Athena Docs: the app, its worker, and what is not configured of PostgreSQL and the file store."
      : "The same as npm start, with hot reload for work on the code.";
  return `${what}

  npm ${command === "start" ? "start" : "run dev"} -- [options]

  --host ADDRESS     listen on this address of the machine (default 127.0.0.1: this machine alone);
                     0.0.0.0 for all. Opens the app and the embedded store, never PostgreSQL.
  --port PORT        the app's port (default: PORT, else 3000, else the next free one)
  --embedded-store   keep files in the data folder although DATABASE_URL is set
  --verbose          show everything that the parts write
  --help             show this

  DATABASE_URL       PostgreSQL 15 or newer; without it one is started in the data folder
  R2_ENDPOINT_URL, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, R2_BUCKET_NAME
                     Cloudflare R2 or any S3; without them (and without DATABASE_URL) a store is started
  ATHENA_DATA_DIR    the data folder (default .data)

  They may also stand in .env or .env.local. Ctrl-C ends everything in order.`;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535)
    throw new StartFailure(`--port ${text} is not a port number from 1 to 65535.`);
  return port;
}

/**
 * Reads the command line.
 * @throws {StartFailure} for anything that is not an option.
 */
export function parseOptions(args: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        help: { type: "boolean", short: "h", default: false },
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string" },
        "embedded-store": { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
      },
    });
    if (values.host.trim() === "") throw new StartFailure("--host needs an address, for example 0.0.0.0.");
    return {
      help: values.help,
      host: values.host,
      port: values.port === undefined ? null : parsePort(values.port),
      embeddedStore: values["embedded-store"],
      verbose: values.verbose,
    };
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const [sentence] = (error as Error).message.split(/\.? To specify|\n/);
    throw new StartFailure(`${sentence}. Say --help to see the options.`);
  }
}
