import path from "node:path";
import { browserOrigins, isOpen, visibleHost } from "./address.ts";
import { chooseAppPort } from "./app-port.ts";
import { ensureBuild } from "./build/ensure-build.ts";
import { childEnvironment, type ServiceEnvironment } from "./child-environment.ts";
import { requireSpace } from "./data-folder.ts";
import { requireAnswer } from "./database-answers.ts";
import { readKept } from "./kept.ts";
import type { Command, StartOptions } from "./options.ts";
import type { Parts } from "./parts.ts";
import type { Plan } from "./plan.ts";
import { PROJECT_ROOT } from "./project.ts";
import { runStep } from "./run-step.ts";
import { writeRunning } from "./running.ts";
import { say } from "./say.ts";
import { appPart } from "./services/app.ts";
import { postgresPart } from "./services/postgres.ts";
import { EMBEDDED_BUCKET, EMBEDDED_PUBLIC_BUCKET, placeStore, storePart } from "./services/store.ts";
import { workerPart } from "./services/worker.ts";
import type { Supervisor } from "./supervisor.ts";

/** What fills a new data folder before anybody is told that it is ready, and what is said when it is. */
export type Filling = {
  /** A script of the project; what it prints is shown. */
  script: string;
  closing: readonly string[];
};

export type Session = {
  command: Command;
  options: StartOptions;
  plan: Plan;
  dataDir: string;
  parts: Parts;
  supervisor: Supervisor;
  signal: AbortSignal;
  filling: Filling | null;
};

function shown(folder: string): string {
  const relative = path.relative(PROJECT_ROOT, folder);
  return relative.startsWith("..") ? folder : relative;
}

async function startDatabase({
  plan,
  dataDir,
  supervisor,
}: Session): Promise<ServiceEnvironment["database"]> {
  if (plan.database === "configured") {
    await requireAnswer(process.env.DATABASE_URL ?? "");
    return null;
  }
  let addresses = { DATABASE_URL: "", DATABASE_MIGRATION_URL: "" };
  const part = postgresPart(dataDir, ({ url, ownerUrl, reused }) => {
    if (addresses.DATABASE_URL === "") {
      say(
        `PostgreSQL ${reused ? "was still running" : "runs"}, with its data in ${shown(dataDir)}/postgres.`,
      );
    }
    addresses = { DATABASE_URL: url, DATABASE_MIGRATION_URL: ownerUrl };
  });
  await supervisor.add(part);
  return addresses;
}

async function startStore(session: Session): Promise<ServiceEnvironment["store"]> {
  const { plan, options, dataDir, parts, supervisor } = session;
  if (plan.store === "configured") {
    say(`Files are kept in the store at ${new URL(process.env.R2_ENDPOINT_URL ?? "").host}.`);
    return null;
  }
  const kept = readKept(dataDir);
  const settings = { dataDir, host: options.host, kept };
  const place = await placeStore(settings);
  await supervisor.add(storePart(parts, settings, place, process.env));
  say(`The file store runs at ${place.endpoint}, with its files in ${shown(dataDir)}/store.`);
  return {
    endpoint: place.endpoint,
    accessKey: kept.storeAccessKey,
    secretKey: kept.storeSecretKey,
    bucket: EMBEDDED_BUCKET,
    publicBucket: EMBEDDED_PUBLIC_BUCKET,
    publicUrl: place.publicUrl,
  };
}

function sayReady(session: Session, address: string, setupLink: string): void {
  say("");
  say(`Athena Docs is ready: ${address}`);
  for (const line of session.filling?.closing ?? []) say(line);
  if (setupLink !== "") say(`Set up your school (this link works once): ${setupLink}`);
  if (isOpen(session.options.host)) {
    say(
      "It is open to your network over plain http; put a server with https before it for use beyond a test.",
    );
  }
  say("Ctrl-C ends it.");
}

/** Brings everything up, together where nothing needs the other. */
export async function bringUp(session: Session): Promise<void> {
  const { command, options, plan, dataDir, parts, supervisor, signal, filling } = session;
  const asked = options.port ?? (process.env.PORT?.trim() ? Number(process.env.PORT) : null);
  const { port, note } = await chooseAppPort(asked, options.host);
  if (note !== null) say(note);
  if (plan.database === "embedded" || plan.store === "embedded") requireSpace(dataDir);

  const [database, store] = await Promise.all([startDatabase(session), startStore(session)]);
  signal.throwIfAborted();
  const { sessionSecret } = readKept(dataDir);
  const { env, settings } = childEnvironment(
    process.env,
    command,
    { database, store },
    { sessionSecret, port, dataDir },
  );

  const origins = browserOrigins(options.host, port, settings.NEXTAUTH_URL);
  // A store that somebody configured is asked whether the key is right; its rules are theirs to set.
  const originArguments = store === null ? [] : origins.flatMap((origin) => ["--origin", origin]);
  await Promise.all([
    runStep(parts, "scripts/migrate.ts", [], env),
    runStep(parts, "scripts/prepare-storage.ts", originArguments, env),
  ]);
  signal.throwIfAborted();
  if (command === "start") await ensureBuild(parts, env, signal);
  signal.throwIfAborted();

  const address = `http://${visibleHost(options.host)}:${port}`;
  const listen = { host: options.host, port };
  // The tables are made: whoever serves requests or does jobs is not to hold the address of their owner.
  const { DATABASE_MIGRATION_URL: _owner, ...served } = env;
  await Promise.all([
    supervisor.add(appPart(parts, command, listen, served)),
    supervisor.add(workerPart(parts, command, served)),
    filling === null ? null : runStep(parts, filling.script, [], env, say),
  ]);
  const base = ["--base-url", settings.NEXTAUTH_URL ?? address];
  const setupLink = await runStep(parts, "scripts/setup-link.ts", base, env);
  writeRunning(dataDir, address, settings);
  sayReady(session, address, setupLink);
}
