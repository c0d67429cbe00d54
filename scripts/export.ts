import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AT_ONCE, MOST_FILES_AT_ONCE } from "#lib/moving/constants.ts";
import { runCommand } from "#scripts/command.ts";
import { exportTo } from "#scripts/moving/export-to.ts";

const HELP = `Exports a school into a folder: its files with all their versions, and everything that is known of them. Importing that
folder elsewhere, with npm run import, gives the same school.

  npm run export -- --school SLUG OUT [--with-trash] [--at-once N]

  --school      the school's slug
  OUT           a folder that is empty, that is not there yet, or that a stopped export of this school has begun
  --with-trash  what is in the trash as well
  --at-once     files that are fetched at the same time: ${AT_ONCE} when not given, at most ${MOST_FILES_AT_ONCE}

In OUT are files/ and pictures/ (people's own), school.json, and for documents, students, people and messages a file of
JSON, an object a line, that loses nothing, and a CSV for tables, in which text that a table program would run has an
apostrophe before it. manifest.sha256 has the SHA-256 of every file (sha256sum -c manifest.sha256); export.json is
written last. No password is in it, and no token. docs/moving.md says what is kept.

Every file is held against the checksum that the school knows while it is written. Where the store has others, or has
lost them, that is told and stands in the JSON. Stopped or killed, the same words go on where it was.

OUT holds children's records, as they are, for whoever can read it.

Exit code 0 when all is there, 2 when the store has lost files or has other bytes, 1 when it could not be done or was
stopped: say the same again.`;

await runCommand(HELP, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      school: { type: "string" },
      "with-trash": { type: "boolean", default: false },
      "at-once": { type: "string", default: String(AT_ONCE) },
    },
  });
  const [out, ...more] = positionals;
  if (!values.school) throw new Error("--school is missing. See npm run export -- --help");
  if (out === undefined || more.length > 0)
    throw new Error("Say into which folder: npm run export -- --school SLUG OUT. See --help");
  const atOnce = Number(values["at-once"]);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_FILES_AT_ONCE)
    throw new Error(`--at-once: a whole number from 1 to ${MOST_FILES_AT_ONCE}.`);
  const asked = { slug: values.school, out: resolve(out), withTrash: values["with-trash"], atOnce };
  process.exitCode = await exportTo(asked);
});
