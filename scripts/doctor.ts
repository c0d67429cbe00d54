import { parseArgs } from "node:util";
import { Report } from "#scripts/doctor/report.ts";
import { useRunningSettings } from "#scripts/running-environment.ts";

const HELP = `Tries out everything that files rest on, from the variables to what pages may do, and says what to do about what
is wrong. A few small test files come and go under probes/; nothing of any school is read or changed.

  npm run doctor [-- --origin ADDRESS ...] [--lang en|es] [--json]

  --origin  the address that people open, such as https://docs.example.org; NEXTAUTH_URL, or that of the running
            npm start, when not given
  --lang    en or es; en when not given
  --json    one object with every result, for programs

It looks at this environment and .env or, where they name no store, at the npm start that runs on this data folder.
Exit code 0 when nothing has failed. In the app: Settings, Storage (there the browser tries for itself as well).`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      origin: { type: "string", multiple: true },
      lang: { type: "string", default: "en" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  if (values.lang !== "en" && values.lang !== "es") throw new Error("--lang: en or es.");
  const wrong = values.origin?.find((origin) => !/^https?:$/.test(URL.parse(origin)?.protocol ?? ""));
  if (wrong !== undefined) throw new Error(`--origin: "${wrong}" is not an http or https address.`);

  const known = useRunningSettings();
  const origins = (values.origin ?? known.origins).map((address) => new URL(address).origin);
  const { examine, listChecks } = await import("#lib/storage/doctor/examine.ts");
  const report = new Report(values.lang, listChecks({ browser: false }));
  for await (const result of examine({ settings: process.env, origins })) {
    if ("put" in result) continue;
    const lines = report.add(result);
    if (!values.json) process.stdout.write(lines);
  }
  process.stdout.write(values.json ? `${JSON.stringify(report.summary(), null, 2)}\n` : report.closing());
  if (report.failed > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message.split("\n")[0] : String(error)}\n`);
  process.exitCode = 1;
} finally {
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  // Where the database is away, its own check has said so.
  await flushUsage().catch(() => undefined);
  const { closeDatabase } = await import("#db/client.ts");
  await closeDatabase();
}
