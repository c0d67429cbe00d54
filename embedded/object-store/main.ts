/**
 * The embedded object store as a process: `node embedded/object-store/main.ts --port N --data DIR --bucket B`.
 * Prints one line of JSON on stdout when it is ready; everything else goes to stderr.
 */
import { parseOptions, UsageError } from "#embedded/object-store/options.ts";
import { explainStart, runStore } from "#embedded/object-store/run.ts";

const log = (line: string) => process.stderr.write(`store: ${line}\n`);

async function main(): Promise<void> {
  const defaults = { port: 0, data: "", buckets: [] };
  let where = { port: 0, host: "127.0.0.1", data: "" };
  try {
    const options = parseOptions(process.argv.slice(2), process.env, defaults);
    where = options;
    const { accessKey, secretKey } = options;
    if (options.data === "") throw new UsageError("--data DIR is needed");
    if (accessKey === undefined || secretKey === undefined) {
      throw new UsageError("keys are needed: ATHENA_STORE_ACCESS_KEY and ATHENA_STORE_SECRET_KEY");
    }
    const running = await runStore({
      ...options,
      credentials: { accessKey, secretKey },
      log: options.quiet ? () => undefined : log,
    });
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => void running.stop().then(() => process.exit(0)));
    }
    process.stdout.write(
      `${JSON.stringify({ ready: true, port: running.port, endpoint: running.endpoint, publicUrl: running.publicUrl })}\n`,
    );
  } catch (error) {
    const { message, exitCode } = explainStart(error, where);
    log(message);
    process.exit(exitCode);
  }
}

await main();
