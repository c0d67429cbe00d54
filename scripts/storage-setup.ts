import { parseArgs } from "node:util";
import { ConfigurationError, readEnv, storageConfigured } from "#lib/env.ts";
import { useRunningSettings } from "#scripts/running-environment.ts";
import { byHand, outcomeLine, type Rule } from "#scripts/storage-setup/words.ts";

const HELP = `Gives the bucket the rules that it needs: CORS, so that pages may upload and read, and a lifecycle rule that ends
uploads in parts which nobody finished after 7 days. Rules of others stay. Where the key may not edit the bucket, it
prints the rules as JSON and the steps in the dashboard.

  npm run storage:setup [-- --origin ADDRESS ...] [--infrequent-access-after DAYS] [--dry-run | --print]

  --origin                   the address that people open, such as https://docs.example.org; NEXTAUTH_URL, or that of
                             the running npm start, when not given
  --infrequent-access-after  also move documents, reports, media and attachments to the storage class Infrequent Access
                             after so many days, 30 or more. It is cheaper to keep and dearer to read: for old files
  --dry-run                  say what would change, and change nothing
  --print                    print the JSON and the steps without asking the store anything

Exit code 0 when all is in place, or was only printed; 1 when something is left to do by hand.`;

function daysFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 30) return days;
  throw new Error(
    "--infrequent-access-after: a whole number of days, 30 or more (that much is paid for at least).",
  );
}

function originsFrom(given: readonly string[] | undefined, known: readonly string[]): string[] {
  const wrong = given?.find((origin) => !/^https?:$/.test(URL.parse(origin)?.protocol ?? ""));
  if (wrong !== undefined) throw new Error(`--origin: "${wrong}" is not an http or https address.`);
  const origins = (given ?? known).map((address) => new URL(address).origin);
  if (origins.length > 0) return [...new Set(origins)];
  throw new Error("Say which address people open: --origin https://docs.example.org, or set NEXTAUTH_URL.");
}

const isLeft = ({ state }: { state: string }) => state === "refused" || state === "unread";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      origin: { type: "string", multiple: true },
      "infrequent-access-after": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      print: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const known = useRunningSettings();
  const tierAfter = daysFrom(values["infrequent-access-after"]);
  const origins = originsFrom(values.origin, known.origins);
  const env = readEnv(process.env);
  const { isR2 } = await import("#lib/storage/doctor/endpoint.ts");
  const { planBucket, setUpBucket } = await import("#lib/storage/setup.ts");
  const place = {
    bucket: env.R2_BUCKET_NAME,
    endpoint: env.R2_ENDPOINT_URL ?? "https://ACCOUNT_ID.r2.cloudflarestorage.com",
  };
  const options = { origins, tierAfter, post: !isR2(place.endpoint) };
  if (values.print) {
    const { cors, lifecycle } = planBucket(options);
    process.stdout.write(`${byHand("cors", cors, place)}\n${byHand("lifecycle", lifecycle, place)}`);
    return;
  }
  if (!storageConfigured(env))
    throw new Error("No storage is configured: set the R2 variables, or use --print.");
  const done = await setUpBucket({ ...options, dryRun: values["dry-run"] });
  for (const one of done) process.stdout.write(outcomeLine(one, place));
  for (const kind of ["cors", "lifecycle"] as const) {
    const left = done.filter((one) => one.kind === kind && isLeft(one));
    if (left.length === 0) continue;
    const isUnread = left.some(({ state }) => state === "unread");
    const rules: Rule[] = [];
    for (const { missing, all } of isUnread ? left : left.slice(-1))
      rules.push(...(isUnread ? missing : all));
    process.stdout.write(`\n${byHand(kind, rules, place, isUnread)}`);
    process.exitCode = 1;
  }
  if (done.some(({ state }) => state === "written"))
    process.stdout.write("\nIt can take half a minute to hold. npm run doctor tries it out.\n");
}

try {
  await main();
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof ConfigurationError ? text : text.split("\n")[0]}\n`);
  process.exitCode = 1;
}
