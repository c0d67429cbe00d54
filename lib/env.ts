import { z } from "zod";
import { readMailServer } from "#lib/mail/server.ts";

/** One thing that is wrong with one environment variable; never carries the value of a secret. */
export type ConfigurationProblem = { variable: string; problem: string; example: string };

/** Thrown when the environment cannot be used. `message` has one line for each problem. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map((p) => `${p.variable}: ${p.problem} Example: ${p.variable}=${p.example}`).join("\n"));
    this.name = "ConfigurationError";
    this.problems = problems;
  }
}

const EXAMPLES = {
  DATABASE_URL: "postgres://athena:password@db.example.org:5432/athena",
  DATABASE_MIGRATION_URL: "postgres://owner:password@db.example.org:5432/athena",
  R2_ENDPOINT_URL: "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
  R2_ACCESS_KEY_ID: "0123456789abcdef0123456789abcdef",
  R2_SECRET_ACCESS_KEY: "the secret shown once when the token was made",
  R2_BUCKET_NAME: "athena-docs",
  R2_PUBLIC_BUCKET_NAME: "athena-public",
  R2_PUBLIC_BASE_URL: "https://cdn.example.org",
  R2_REGION: "auto",
  R2_FORCE_PATH_STYLE: "true",
  R2_UPLOAD_METHOD: "auto",
  R2_MULTIPART_ABOVE_MIB: "25",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  NEXTAUTH_URL: "https://docs.example.org",
  AUDIT_SEAL_KEY: "the output of: openssl rand -base64 32",
  PORT: "3000",
  ATHENA_DATA_DIR: ".data",
  SMTP_URL: "smtps://user:password@mail.example.org:465",
  SMTP_FROM: "Athena Docs <docs@example.org>",
  OIDC_ISSUER: "https://accounts.google.com",
  OIDC_CLIENT_ID: "0123456789-abc.apps.googleusercontent.com",
  OIDC_CLIENT_SECRET: "the secret of that client",
  OIDC_NAME: "Google",
  OIDC_ALLOWED_DOMAINS: "school.example,staff.school.example",
  OIDC_TRUST_EMAIL: "true",
  OIDC_ONLY: "true",
  CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789abcdef",
  CLOUDFLARE_ANALYTICS_TOKEN: "an API token with the permission Account Analytics, Read",
  CLAMD_HOST: "127.0.0.1",
  CLAMD_PORT: "3310",
  CLAMD_SOCKET: "/run/clamav/clamd.ctl",
  CLAMD_MAX_MIB: "100",
  CLAMD_TOO_LARGE: "quarantine",
  TRUSTED_PROXY_HOPS: "1",
  METRICS_TOKEN: "the output of: openssl rand -base64 32",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
  SHUTDOWN_DELAY_SECONDS: "5",
  SHUTDOWN_TIMEOUT_SECONDS: "25",
  WEBHOOK_ALLOW_PRIVATE: "true",
  RECONCILE_GRACE_HOURS: "24",
  RECONCILE_MAX_REPAIR_PERCENT: "1",
  LOG_LEVEL: "info",
} as const;

type Variable = keyof typeof EXAMPLES;

/** The name of every setting. */
export const SETTINGS = Object.keys(EXAMPLES) as readonly Variable[];

const STORAGE_CREDENTIALS = ["R2_ENDPOINT_URL", "R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY"] as const;

const MAIL_SETTINGS = ["SMTP_URL", "SMTP_FROM"] as const;

const OIDC_SETTINGS = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

const CLOUDFLARE_SETTINGS = ["CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_ANALYTICS_TOKEN"] as const;

const CLAMD_ADDRESS = ["CLAMD_HOST", "CLAMD_PORT"] as const;

const PUBLIC_SETTINGS = ["R2_PUBLIC_BUCKET_NAME", "R2_PUBLIC_BASE_URL"] as const;

const postgresUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}, "is not a PostgreSQL address with a database name.");

/** An address that objects hang under; "https://cdn.example.org" or with a folder behind. */
const publicBase = z
  .string()
  .refine((value) => {
    const url = URL.parse(value);
    return (
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.search === "" &&
      url.hash === "" &&
      url.username === ""
    );
  }, "is not an http or https address.")
  .refine(
    (value) => !/(^|\.)r2\.cloudflarestorage\.com$/.test(URL.parse(value)?.hostname ?? ""),
    "is the address for signed requests, where nobody reads without one; take the domain that the public bucket is connected to.",
  )
  .transform((value) => value.replace(/\/+$/, ""));

const httpOrigin = z.string().refine((value) => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
}, "is not an http or https address.");

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Where an OpenID provider says of itself what it can; with or without the path at which it does. */
const issuer = z
  .string()
  .refine((value) => {
    const url = URL.parse(value);
    return (
      url !== null &&
      (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname))) &&
      url.search === "" &&
      url.hash === "" &&
      url.username === ""
    );
  }, "is not an https address (http is for a provider on this machine alone).")
  .refine(
    (value) => !/^https:\/\/login\.microsoftonline\.com\/(?:common|organizations|consumers)\b/.test(value),
    "is for every organisation that there is; take the address of your own tenant, with its id.",
  )
  .transform((value) => value.replace(/\/?\.well-known\/openid-configuration$/, ""));

/** Bucket names as S3 and R2 accept them: 3 to 63 of a-z, 0-9, dot and hyphen. */
const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not a bucket name (3 to 63 of a-z, 0-9, dot, hyphen).");

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, "is not a port number.")
  .transform(Number)
  .refine((port) => port > 0 && port < 65_536, "is not a port number from 1 to 65535.");

const wholeSeconds = z
  .string()
  .regex(/^\d{1,3}$/, "is not a whole number of seconds from 0 to 999.")
  .transform(Number);

const onOrOff = z
  .enum(["true", "false", "1", "0"], "is neither true nor false.")
  .transform((value) => value === "true" || value === "1");

const schema = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_MIGRATION_URL: postgresUrl.optional(),
  R2_ENDPOINT_URL: httpOrigin.optional(),
  R2_ACCESS_KEY_ID: z.string().regex(/^\S+$/, "has a space in it.").optional(),
  R2_SECRET_ACCESS_KEY: z.string().regex(/^\S+$/, "has a space in it.").optional(),
  R2_BUCKET_NAME: bucketName.default("athena-docs"),
  R2_PUBLIC_BUCKET_NAME: bucketName.optional(),
  R2_PUBLIC_BASE_URL: publicBase.optional(),
  R2_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, "is not a region name.")
    .default("auto"),
  R2_FORCE_PATH_STYLE: onOrOff.default(true),
  R2_UPLOAD_METHOD: z.enum(["auto", "post", "put"], "is none of auto, post, put.").default("auto"),
  // S3 and R2 take no smaller part than 5 MiB, and no larger single upload than 5 GiB.
  R2_MULTIPART_ABOVE_MIB: z
    .string()
    .regex(/^\d{1,4}$/, "is not a whole number of MiB.")
    .transform(Number)
    .refine((mebibytes) => mebibytes >= 5 && mebibytes <= 5120, "is not a number of MiB from 5 to 5120.")
    .default(25),
  NEXTAUTH_SECRET: z.string().min(32, "is shorter than 32 characters.").optional(),
  NEXTAUTH_URL: httpOrigin.optional(),
  // Several, with commas between: the first seals, the others are earlier ones and only check.
  AUDIT_SEAL_KEY: z
    .string()
    .transform((value) => value.split(",").map((secret) => secret.trim()))
    .refine((secrets) => secrets.every(({ length }) => length >= 32), "is shorter than 32 characters.")
    .optional(),
  PORT: portNumber.default(3000),
  SMTP_URL: z
    .string()
    .refine(
      (address) => readMailServer(address) !== null,
      "is not the address of a mail server: smtp:// or smtps://, and user and password, if any, with other signs than letters and digits as in addresses (%40 for @).",
    )
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^(?:[^<>@\p{Cc}]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u, "is not an e-mail address.")
    .optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().regex(/^\S+$/, "has a space in it.").optional(),
  OIDC_CLIENT_SECRET: z.string().regex(/^\S+$/, "has a space in it.").optional(),
  OIDC_NAME: z
    .string()
    .regex(/^[^\p{Cc}]{1,40}$/u, "is longer than 40 characters.")
    .optional(),
  OIDC_ALLOWED_DOMAINS: z
    .string()
    .transform((value) => value.split(",").map((domain) => domain.trim().toLowerCase()))
    .refine(
      (domains) => domains.every((domain) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain)),
      "is not a list of domains with commas between them.",
    )
    .optional(),
  OIDC_TRUST_EMAIL: onOrOff.default(false),
  OIDC_ONLY: onOrOff.default(false),
  CLOUDFLARE_ACCOUNT_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, "is not the id of an account (32 of 0-9 and a-f).")
    .optional(),
  CLOUDFLARE_ANALYTICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "is not a token: it has a space or a sign in it that no header takes.")
    .optional(),
  ATHENA_DATA_DIR: z.string().default(".data"),
  CLAMD_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "is not the name or the address of a machine.")
    .optional(),
  CLAMD_PORT: portNumber.optional(),
  CLAMD_SOCKET: z.string().startsWith("/", "is not the whole path of a socket.").optional(),
  // What clamd takes where its own settings are as they come: StreamMaxLength and MaxFileSize.
  CLAMD_MAX_MIB: z
    .string()
    .regex(/^\d{1,4}$/, "is not a whole number of MiB.")
    .transform(Number)
    .refine((mebibytes) => mebibytes >= 1 && mebibytes <= 4095, "is not a number of MiB from 1 to 4095.")
    .default(100),
  CLAMD_TOO_LARGE: z.enum(["quarantine", "pass"], "is neither quarantine nor pass.").default("quarantine"),
  TRUSTED_PROXY_HOPS: z.string().regex(/^\d$/, "is not a number from 0 to 9.").transform(Number).default(0),
  // What a program must show that reads /api/metrics; without it there is no such address.
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "has a space or a sign in it that no header takes.")
    .min(16, "is shorter than 16 characters.")
    .optional(),
  // Where spans of requests are sent, by OTLP over HTTP; its own library reads it, and its other settings, by itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: httpOrigin.optional(),
  // From SIGTERM on: how long connections are still taken, and when what is under way is cut off.
  SHUTDOWN_DELAY_SECONDS: wholeSeconds.default(0),
  SHUTDOWN_TIMEOUT_SECONDS: wholeSeconds.default(25),
  // Whether webhooks may go to addresses of the operator's own network, and there without TLS.
  WEBHOOK_ALLOW_PRIVATE: onOrOff.default(false),
  RECONCILE_GRACE_HOURS: z
    .string()
    .regex(/^\d{1,3}$/, "is not a whole number of hours from 0 to 999.")
    .transform(Number)
    .default(24),
  RECONCILE_MAX_REPAIR_PERCENT: z
    .string()
    .regex(/^(100|\d{1,2})(\.\d+)?$/, "is not a percentage from 0 to 100.")
    .transform(Number)
    .refine((percent) => percent <= 100, "is not a percentage from 0 to 100.")
    .default(1),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "is none of debug, info, warn, error, silent.")
    .default("info"),
});

/** The environment, parsed. Ports are numbers, switches are booleans, absent is `undefined`. */
export type Env = z.infer<typeof schema>;

/** An environment: names and what they are set to. */
export type Settings = Readonly<Record<string, string | undefined>>;

function presentOnly(env: Settings): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== "") present[name] = value.trim();
  }
  return present;
}

/** What must not be left out by a slip: where children's files go, who looks at them first, and whose word lets in. */
const GUARDED = ["R2_", "CLAMD_", "OIDC_"] as const;

function misspelt(present: Record<string, string>): ConfigurationProblem[] {
  return GUARDED.flatMap((prefix) =>
    Object.keys(present)
      .filter((name) => name.startsWith(prefix) && !(name in EXAMPLES))
      .map((name) => ({
        variable: name,
        problem: `is not a setting of Athena Docs; it knows ${SETTINGS.filter((known) => known.startsWith(prefix)).join(", ")}.`,
        example: "(remove it or correct its name)",
      })),
  );
}

function wrongScanner(present: Record<string, string>): ConfigurationProblem[] {
  const address = CLAMD_ADDRESS.find((name) => name in present);
  const { CLAMD_SOCKET: example } = EXAMPLES;
  if ("CLAMD_SOCKET" in present && address !== undefined) {
    const problem = `is set, and so is ${address}: the scanner is reached by one of them.`;
    return [{ variable: "CLAMD_SOCKET", problem, example }];
  }
  const meant = Object.keys(present).find((name) => name.startsWith("CLAMD_") && name in EXAMPLES);
  if ("CLAMD_SOCKET" in present || address !== undefined || meant === undefined) return [];
  const problem = `is missing, while ${meant} is set: files would not be scanned. CLAMD_HOST and CLAMD_PORT do as well.`;
  return [{ variable: "CLAMD_SOCKET", problem, example }];
}

function halfProvider(present: Record<string, string>): ConfigurationProblem[] {
  const meant = Object.keys(present).find((name) => name.startsWith("OIDC_") && name in EXAMPLES);
  if (meant === undefined) return [];
  return OIDC_SETTINGS.filter((name) => !(name in present)).map((variable) => ({
    variable,
    problem: `is missing, while ${meant} is set: signing in with a provider takes ${OIDC_SETTINGS.join(", ")}.`,
    example: EXAMPLES[variable],
  }));
}

function halfConfigured(present: Record<string, string>): ConfigurationProblem[] {
  const missing = STORAGE_CREDENTIALS.filter((name) => !(name in present));
  const storageNames = Object.keys(present).filter((name) => name.startsWith("R2_") && name in EXAMPLES);
  // These say how to upload, not where to; everything else points at a store of one's own.
  const meant = storageNames.filter((name) => !["R2_UPLOAD_METHOD", "R2_MULTIPART_ABOVE_MIB"].includes(name));
  if (meant.length === 0 || missing.length === 0) return [];
  return missing.map((variable) => ({
    variable,
    problem: `is missing, while ${meant[0]} is set: storage is configured by halves.`,
    example: EXAMPLES[variable],
  }));
}

function wrongPublic(present: Record<string, string>): ConfigurationProblem[] {
  const { R2_PUBLIC_BUCKET_NAME: bucket } = present;
  const problems: ConfigurationProblem[] = [];
  // Without a store its absence is what matters, and is told already.
  const hasStore = STORAGE_CREDENTIALS.every((name) => name in present);
  for (const [one, other] of [PUBLIC_SETTINGS, PUBLIC_SETTINGS.toReversed()] as const) {
    if (!hasStore || one === undefined || other === undefined || one in present || !(other in present))
      continue;
    problems.push({
      variable: one,
      problem: `is missing, while ${other} is set: a public bucket takes both.`,
      example: EXAMPLES[one],
    });
  }
  if (bucket !== undefined && bucket === (present.R2_BUCKET_NAME ?? "athena-docs")) {
    problems.push({
      variable: "R2_PUBLIC_BUCKET_NAME",
      problem: "is the bucket of R2_BUCKET_NAME, where children's files are: the public one must be another.",
      example: EXAMPLES.R2_PUBLIC_BUCKET_NAME,
    });
  }
  return problems;
}

/** Settings of which one means nothing without the other. */
function halfPair(
  present: Record<string, string>,
  pair: readonly Variable[],
  what: string,
): ConfigurationProblem[] {
  const missing = pair.filter((name) => !(name in present));
  if (missing.length !== 1) return [];
  return missing.map((variable) => ({
    variable,
    problem: `is missing, while ${pair.find((name) => name !== variable)} is set: ${what} both.`,
    example: EXAMPLES[variable],
  }));
}

/**
 * Reads and checks the settings (DESIGN, "Configuration"). Empty counts as absent. With `need: "app"` the
 * database and the session secret must be there too; storage may be absent, and the app then says so.
 * @throws {ConfigurationError} naming every variable that is wrong, with an example and never its value.
 */
export function readEnv(env: Settings, options: { need?: "app" } = {}): Env {
  const present = presentOnly(env);
  const problems = [
    ...misspelt(present),
    ...halfConfigured(present),
    ...wrongPublic(present),
    ...halfProvider(present),
    ...halfPair(present, MAIL_SETTINGS, "mail takes"),
    ...halfPair(present, CLAMD_ADDRESS, "the virus scanner takes"),
    ...wrongScanner(present),
    ...halfPair(present, CLOUDFLARE_SETTINGS, "Cloudflare's own figures take"),
  ];
  const parsed = schema.safeParse(present);
  for (const issue of parsed.error?.issues ?? []) {
    const variable = String(issue.path[0]) as Variable;
    problems.push({ variable, problem: issue.message, example: EXAMPLES[variable] });
  }
  if (options.need === "app") {
    for (const variable of ["DATABASE_URL", "NEXTAUTH_SECRET"] as const) {
      if (!(variable in present))
        problems.push({ variable, problem: "is missing.", example: EXAMPLES[variable] });
    }
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  return parsed.data;
}

/** Whether the three variables that name a store and its key are all there. */
export function storageConfigured(
  env: Env,
): env is Env & { R2_ENDPOINT_URL: string; R2_ACCESS_KEY_ID: string; R2_SECRET_ACCESS_KEY: string } {
  return STORAGE_CREDENTIALS.every((name) => env[name] !== undefined);
}

/** Whether there is a mail server, and an address that mail comes from. */
export function mailConfigured(env: Env): env is Env & { SMTP_URL: string; SMTP_FROM: string } {
  return MAIL_SETTINGS.every((name) => env[name] !== undefined);
}

/** Whether people can sign in with a provider of the operator's. */
export function providerConfigured(
  env: Env,
): env is Env & { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string } {
  return OIDC_SETTINGS.every((name) => env[name] !== undefined);
}

/** Whether Cloudflare can be asked what it has counted itself. */
export function cloudflareConfigured(
  env: Env,
): env is Env & { CLOUDFLARE_ACCOUNT_ID: string; CLOUDFLARE_ANALYTICS_TOKEN: string } {
  return CLOUDFLARE_SETTINGS.every((name) => env[name] !== undefined);
}

/** Where the virus scanner is; null where there is none. */
export function scannerAddress(env: Env): { host: string; port: number } | { path: string } | null {
  const { CLAMD_HOST: host, CLAMD_PORT: port, CLAMD_SOCKET: path } = env;
  if (path !== undefined) return { path };
  return host === undefined || port === undefined ? null : { host, port };
}

/** Whether there is a bucket that anybody may read: a store, and the two variables that name the bucket and its address. */
export function publicConfigured(
  env: Env,
): env is Env & { R2_PUBLIC_BUCKET_NAME: string; R2_PUBLIC_BASE_URL: string } {
  return storageConfigured(env) && PUBLIC_SETTINGS.every((name) => env[name] !== undefined);
}
