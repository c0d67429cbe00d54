import { parseArgs } from "node:util";

/** What the store is started with. */
export interface StoreOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly buckets: readonly string[];
  /** What anybody may read, at a port of its own; null where nothing is. */
  readonly publicBucket: { name: string; port: number } | null;
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly quiet: boolean;
  readonly help: boolean;
}

/** The command line is wrong; the message is one line for the person who wrote it. */
export class UsageError extends Error {}

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  bucket: { type: "string", multiple: true },
  "public-bucket": { type: "string" },
  "public-port": { type: "string" },
  "access-key": { type: "string" },
  "secret-key": { type: "string" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

function parsePort(text: string, option = "--port"): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`${option} must be a number from 0 to 65535, not "${text}"`);
  return port;
}

function parsePublic(
  name: string | undefined,
  port: string | undefined,
  buckets: readonly string[],
): StoreOptions["publicBucket"] {
  if (name === undefined) {
    if (port !== undefined) throw new UsageError("--public-port needs --public-bucket");
    return null;
  }
  if (buckets.includes(name)) throw new UsageError("--public-bucket must be another than --bucket");
  return { name, port: port === undefined ? 0 : parsePort(port, "--public-port") };
}

/**
 * Reads the store's options. Keys may come from ATHENA_STORE_ACCESS_KEY and ATHENA_STORE_SECRET_KEY, where `ps` does
 * not show them; the command line wins. Throws UsageError.
 */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaults: { port: number; data: string; buckets: readonly string[] },
): StoreOptions {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];
  try {
    values = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error instanceof Error ? error.message : "bad arguments").split(/[.\n]/, 1)[0]);
  }
  const empty = Object.entries(values).find(
    ([, value]) => value === "" || (Array.isArray(value) && value.includes("")),
  );
  if (empty) throw new UsageError(`--${empty[0]} needs a value`);
  const accessKey = values["access-key"] ?? (env.ATHENA_STORE_ACCESS_KEY || undefined);
  const secretKey = values["secret-key"] ?? (env.ATHENA_STORE_SECRET_KEY || undefined);
  if ((accessKey === undefined) !== (secretKey === undefined)) {
    throw new UsageError("give both --access-key and --secret-key, or neither");
  }
  if (accessKey !== undefined && !/^[\w.+=@-]{3,128}$/.test(accessKey)) {
    throw new UsageError("--access-key must be 3 to 128 letters, digits or _.+=@-");
  }
  if (secretKey !== undefined && secretKey.length < 8)
    throw new UsageError("--secret-key must have at least 8 characters");
  const buckets = values.bucket ?? defaults.buckets;
  return {
    port: values.port === undefined ? defaults.port : parsePort(values.port),
    host: values.host ?? "127.0.0.1",
    data: values.data ?? defaults.data,
    buckets,
    publicBucket: parsePublic(values["public-bucket"], values["public-port"], buckets),
    accessKey,
    secretKey,
    quiet: values.quiet ?? false,
    help: values.help ?? false,
  };
}
