import type { Command } from "./options.ts";

/** For how long what is under way is waited for, where nobody has said; a person with Ctrl-C waits for it too. */
const PATIENCE_SECONDS = 4;

/** Milliseconds that the app and the worker get to end: theirs, and some to have ended. */
export function graceOf(env: NodeJS.ProcessEnv): number {
  return Number(env.SHUTDOWN_TIMEOUT_SECONDS) * 1000 + 800;
}

export type ServiceEnvironment = {
  database: { DATABASE_URL: string; DATABASE_MIGRATION_URL: string } | null;
  store: {
    endpoint: string;
    accessKey: string;
    secretKey: string;
    bucket: string;
    publicBucket: string;
    publicUrl: string;
  } | null;
};

/** What the parts get of a service started here; nothing where the person configured it. */
function ofServices({ database, store }: ServiceEnvironment): Record<string, string> {
  return {
    ...database,
    ...(store === null
      ? {}
      : {
          R2_ENDPOINT_URL: store.endpoint,
          R2_ACCESS_KEY_ID: store.accessKey,
          R2_SECRET_ACCESS_KEY: store.secretKey,
          R2_BUCKET_NAME: store.bucket,
          R2_PUBLIC_BUCKET_NAME: store.publicBucket,
          R2_PUBLIC_BASE_URL: store.publicUrl,
          R2_REGION: "auto",
          R2_FORCE_PATH_STYLE: "true",
        }),
  };
}

/**
 * The environment of the app, the worker and the scripts: what the person set, with what was started here.
 * `settings` are those of the product alone, for `running.json`.
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  command: Command,
  services: ServiceEnvironment,
  own: { sessionSecret: string; port: number; dataDir: string },
): { env: NodeJS.ProcessEnv; settings: Record<string, string> } {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    const known = /^(DATABASE_|R2_|NEXTAUTH_|AUDIT_)/.test(name);
    if (known && value !== undefined && value.trim() !== "") settings[name] = value.trim();
  }
  settings.NEXTAUTH_SECRET ??= own.sessionSecret;
  Object.assign(settings, ofServices(services), { PORT: String(own.port), ATHENA_DATA_DIR: own.dataDir });
  if (settings.NEXTAUTH_URL === undefined) settings.AUTH_TRUST_HOST = "1";
  const env: NodeJS.ProcessEnv = {
    ...base,
    ...settings,
    NODE_ENV: command === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    SHUTDOWN_TIMEOUT_SECONDS: base.SHUTDOWN_TIMEOUT_SECONDS?.trim() || String(PATIENCE_SECONDS),
  };
  // Meant for some other server; the client would take them for the embedded one.
  if (services.database !== null) {
    for (const name of Object.keys(env)) if (/^PG[A-Z]+$/.test(name)) delete env[name];
  }
  return { env, settings };
}
