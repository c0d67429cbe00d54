import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { demoEnvironment } from "#scripts/demo/environment.ts";
import { claimFolder } from "#scripts/demo/folder.ts";
import { PASSWORD, SCHOOL, STAFF } from "#scripts/demo/people.ts";
import { run } from "#scripts/start/main.ts";
import { complain, say } from "#scripts/start/say.ts";

const HELP = `Starts Athena Docs with a made-up school of a few hundred real small files, and prints its sign-ins.

  npm run demo -- [options]

  --keep DIR         keep the data in this folder, and go on with it the next time;
                     without it the data is in a temporary folder that is removed at the end
  --port PORT        the app's port (default: PORT, else 3000, else the next free one)
  --host ADDRESS     listen on this address of the machine (default 127.0.0.1)
  --verbose          show everything that the parts write
  --help             show this

  It uses a PostgreSQL and a file store of its own, whatever DATABASE_URL and R2_* say. Ctrl-C ends it.`;

const ROLES = STAFF.filter((one, at) => STAFF.findIndex(({ role }) => role === one.role) === at);

const LINES = [
  "",
  `${SCHOOL.name} is made up, and so is everybody in it. Sign in as:`,
  ...ROLES.map(({ role, email }) => `  ${role.padEnd(14)} ${email.padEnd(32)} ${PASSWORD}`),
];

/** Splits off `--keep`; the rest is for the start. */
function readArguments(args: readonly string[]): { keep: string | null; rest: string[] } {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { keep: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const own = tokens.find((token) => token.kind === "option" && token.name === "keep");
  if (own === undefined) return { keep: null, rest: [...args] };
  if (typeof values.keep !== "string" || values.keep === "" || values.keep.startsWith("--"))
    throw new Error("--keep needs a folder.");
  const length = own.kind === "option" && own.inlineValue ? 1 : 2;
  return { keep: values.keep, rest: args.toSpliced(own.index, length) };
}

async function demo(args: readonly string[]): Promise<number> {
  const { keep, rest } = readArguments(args);
  const dataDir = keep === null ? mkdtempSync(path.join(tmpdir(), "athena-demo-")) : path.resolve(keep);
  try {
    claimFolder(dataDir);
    Object.assign(process.env, demoEnvironment(process.env, dataDir));
    return await run("start", rest, { script: "scripts/demo/seed.ts", closing: LINES });
  } finally {
    if (keep === null) rmSync(dataDir, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  say(HELP);
} else {
  let code = 1;
  try {
    code = await demo(args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  }
  process.exit(code);
}
