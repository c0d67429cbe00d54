import { parseArgs } from "node:util";
import { KINDS, type Kind } from "#lib/documents/constants.ts";
import { AppError } from "#lib/errors.ts";
import { AT_ONCE, MOST_FILES_AT_ONCE, SHEET_COLUMNS } from "#lib/moving/constants.ts";
import { runCommand } from "#scripts/command.ts";
import { importPlain } from "#scripts/moving/import-plain.ts";
import { importWhole } from "#scripts/moving/import-whole.ts";
import { memberActor } from "#scripts/moving/member.ts";
import { bucketSource, folderSource } from "#scripts/moving/source.ts";

const HELP = `Imports the files of a folder, or of a bucket, into a school. Each goes the way of an upload: the school's rules, its bytes
looked at, a checksum that is proven, and stored exactly once. Killed, or stopped with Ctrl-C, it is started again
with the same words and goes on: what is stored already is not stored again.

  npm run import -- FOLDER --school SLUG --as EMAIL
                    [--metadata FILE.csv] [--kind KIND] [--dry-run] [--report FILE.csv] [--at-once N]
  npm run import -- --bucket BUCKET [--prefix PREFIX] [--endpoint URL] --school SLUG --as EMAIL ...

  --bucket    an S3 bucket in the place of a folder, R2 or any other, at --endpoint; AWS where none is named. It is read
              with IMPORT_ACCESS_KEY_ID and IMPORT_SECRET_ACCESS_KEY, and IMPORT_REGION where it has one. Each file is
              fetched into a temporary one first; what was imported is known by its ETag and not fetched again
  --prefix    only what is below it; paths are what comes behind

  --school    the school's slug
  --as        the member in whose name it is done; they must be allowed to
  --metadata  a CSV that says more of files: a column "path" with the path below FOLDER, and any of
              ${SHEET_COLUMNS.slice(1, 8).join(", ")},
              ${SHEET_COLUMNS.slice(8).join(", ")}
              Tags and students (their external ids) are separated by commas or semicolons. uploaded_at is a day, or a
              moment with its zone; it and uploaded_by, an e-mail, are for administrators to say
  --kind      what files are of which the metadata say nothing: ${KINDS.filter((kind) => kind !== "attachment").join(", ")}; document when not given
  --dry-run   stores nothing, and says what would be: new, already there, refused and why
  --report    writes a CSV with a row for each file
  --at-once   files that are stored at the same time: ${AT_ONCE} when not given, at most ${MOST_FILES_AT_ONCE}

A file that was imported before, under the same path with the same bytes, is not imported again, also where it was
renamed, moved to the trash or deleted in the school since. Hidden files, links and what cannot be read are told and
left out. Where not everything that is new fits the school's quota, nothing is begun.

A FOLDER that npm run export has written is known by itself: then the whole school comes, its people, students, record
classes, versions, messages, dates and trash, and EMAIL must be an administrator. People who have no account here
become members without a password: an invitation, a link by mail or npm run password gives them one. docs/moving.md says what is kept.

Exit code 0 when everything is there, 2 when some files were not taken (they are told), 3 when nothing was begun for lack
of room, 1 when it could not be done or was stopped: say the same again.`;

function kindOf(text: string): Kind {
  const kind = KINDS.find((known) => known === text);
  if (kind === undefined || kind === "attachment") throw new Error(`--kind: "${text}" is none.`);
  return kind;
}

function timesOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_FILES_AT_ONCE) return count;
  throw new Error(`--at-once: a whole number from 1 to ${MOST_FILES_AT_ONCE}.`);
}

/** @throws {Error} in these words; what it comes of would be told in its stead. */
function fail(line: string): never {
  throw new Error(line);
}

await runCommand(HELP, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      school: { type: "string" },
      as: { type: "string" },
      metadata: { type: "string" },
      bucket: { type: "string" },
      prefix: { type: "string", default: "" },
      endpoint: { type: "string" },
      kind: { type: "string", default: "document" },
      "dry-run": { type: "boolean", default: false },
      report: { type: "string" },
      "at-once": { type: "string", default: String(AT_ONCE) },
    },
  });
  const [folder, ...more] = positionals;
  const { bucket } = values;
  if ((folder === undefined) === (bucket === undefined) || more.length > 0)
    throw new Error(
      "Say which folder, or --bucket: npm run import -- FOLDER --school SLUG --as EMAIL. See --help",
    );
  if (!values.school) throw new Error("--school is missing. See npm run import -- --help");
  if (!values.as) throw new Error("--as is missing. See npm run import -- --help");
  const usual = { kind: kindOf(values.kind) };
  const atOnce = timesOf(values["at-once"]);
  const actor = await memberActor(values.school, values.as, "npm run import");
  const { exportIn } = await import("#lib/moving/export-school.ts");
  try {
    const found = folder === undefined ? null : await exportIn(folder);
    if (found === "part")
      throw new Error(
        `${folder} is an export that is not whole: say npm run export again, into the same folder.`,
      );
    if (folder !== undefined && found === "whole") {
      if (values.metadata) throw new Error("--metadata: an export has its own.");
      const again = () => memberActor(values.school ?? "", values.as ?? "", "npm run import");
      const asked = { atOnce, isDry: values["dry-run"], report: values.report ?? null, again };
      process.exitCode = await importWhole(actor, folder, asked);
      return;
    }
    const source =
      bucket === undefined
        ? await folderSource(folder ?? "")
        : await bucketSource(bucket, values.prefix, values.endpoint ?? null);
    process.exitCode = await importPlain(actor, source, {
      usual,
      atOnce,
      isDry: values["dry-run"],
      metadata: values.metadata ?? null,
      report: values.report ?? null,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden")
      fail(`${values.as} may not do this (${error.details.permission}).`);
    throw error;
  }
});
