import { parseArgs } from "node:util";
import { runCommand } from "#scripts/command.ts";

const HELP = `Has the worker scan files for viruses that no scanner has looked at, such as those from before there was one. They can
be read meanwhile; one in which something is found cannot any more. Files that arrive are scanned without this.

  npm run scan [-- --again | --release | --status] [--school SLUG]

  --again    also what was found clean before, as with new signatures
  --release  lets through what waits for a scanner or is too large for one; the audit says so. What something was found
             in stays where it is
  --status   only says what waits
  --school   the files of one school

The scanner is named by CLAMD_SOCKET, or CLAMD_HOST and CLAMD_PORT.`;

const files = (count: number) => (count === 1 ? "1 file" : `${count} files`);

async function idOf(slug: string): Promise<string> {
  const { findSchoolBySlug } = await import("#lib/auth/data.ts");
  const id = await findSchoolBySlug(slug);
  if (id === null) throw new Error("There is no school of that slug.");
  return id;
}

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      again: { type: "boolean", default: false },
      release: { type: "boolean", default: false },
      status: { type: "boolean", default: false },
      school: { type: "string" },
    },
  });
  if ([values.again, values.release, values.status].filter(Boolean).length > 1)
    throw new Error("--again, --release and --status: one of them. See npm run scan -- --help");
  const schoolId = values.school === undefined ? undefined : await idOf(values.school);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (values.release) {
    const { releaseAll } = await import("#lib/scan/settle.mutations.ts");
    say(`${files(await releaseAll(schoolId))} let through.`);
  } else if (!values.status) {
    const { queueScans } = await import("#lib/scan/queue.mutations.ts");
    say(`${files(await queueScans({ again: values.again, schoolId }))} will be scanned.`);
  }
  const { scanBacklog, MOST_COUNTED } = await import("#lib/scan/data.ts");
  const { waiting, oldest, tooLarge } = await scanBacklog();
  const counted = (count: number) => (count === MOST_COUNTED ? `${count} files or more` : files(count));
  say(
    `Waiting for the scanner: ${counted(waiting)}${oldest ? `, the oldest of ${oldest.toISOString()}` : ""}.`,
  );
  say(`Too large for it, and kept from everybody: ${counted(tooLarge)}.`);
  const { scannerOf } = await import("#lib/scan/scanner.ts");
  if (waiting > 0 && scannerOf() === null) say("No scanner is configured here; the worker needs one.");
});
