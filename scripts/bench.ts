import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { thisCommit, thisMachine } from "#scripts/bench/machine.ts";
import { isPart, type Options, PARTS, type PartName } from "#scripts/bench/parts.ts";
import { inShort, type PartReport, type Report, renderReport } from "#scripts/bench/report.ts";
import { runPart } from "#scripts/bench/run-part.ts";
import { type Run, scaleFigures } from "#scripts/bench/scale.ts";
import { writeReport } from "#scripts/bench/write-report.ts";
import { complain, say } from "#scripts/start/say.ts";

const HELP = `Measures Athena Docs beside its peers and its bars, in one run on this machine, and writes one report.

  npm run bench -- [--rows N] [--only PART,...] [--size MiB] [--out FILE.md] [--json FILE] [--keep-plans]

  --rows        documents in the database: 100000 when not given. The published report is made with 1000000, in some
                20 minutes; 10000000 takes hours and 25 GB of disk
  --only        parts, of: ${[...Object.keys(PARTS), "scale"].join(", ")}
  --size        of the large file that is uploaded: 1024 MiB when not given
  --out         writes the report into this Markdown file: between its two marks where it has them, else all of it
  --json        the same for programs
  --keep-plans  writes the query plans of the database anew (scripts/bench/plans), instead of comparing them

  It makes its own data, always the same, on a PostgreSQL and a store of its own. A part that fails is told in the report
  and stops no other. Times hang on how busy the machine is: ratios within one run are what counts. Linux alone.
  The exit code is 1 where a bar was missed or a part could not be measured.`;

/** Databases beside the one that is measured, for how cost grows with rows. */
const SMALLER = [10_000, 100_000];

type Part = PartName | "scale";

function readOptions() {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "100000" },
      only: { type: "string" },
      size: { type: "string", default: "1024" },
      out: { type: "string" },
      json: { type: "string" },
      "keep-plans": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const number = (name: "rows" | "size") => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} needs a whole number.`);
    return value;
  };
  const named = values.only?.split(",") ?? [...Object.keys(PARTS), "scale"];
  const wrong = named.find((name) => name !== "scale" && !isPart(name));
  if (wrong !== undefined) throw new Error(`There is no part "${wrong}". See --help.`);
  const options: Options = {
    rows: number("rows"),
    size: number("size"),
    brief: false,
    keepPlans: values["keep-plans"],
  };
  return { options, wanted: new Set(named as Part[]), out: values.out, json: values.json, help: values.help };
}

/** The database with fewer rows too; of a smaller one that is not asked for at all, what grows alone. */
async function measureScale(options: Options, whole: PartReport | undefined): Promise<PartReport> {
  const began = performance.now();
  const sizes = SMALLER.filter((rows) => rows < options.rows);
  const reports = [];
  for (const rows of sizes)
    reports.push({ rows, report: await runPart("database", { ...options, rows, brief: true }) });
  reports.push({
    rows: options.rows,
    report: whole ?? (await runPart("database", { ...options, brief: true })),
  });
  const of = { part: "scale", title: "Scale", load: reports[0]?.report.load ?? 0 };
  const seconds = (performance.now() - began) / 1000;
  const failed = reports.flatMap(({ report }) => ("failed" in report ? [report.failed] : []));
  if (failed.length > 0) return { ...of, seconds, failed: failed.join("; ") };
  const runs: Run[] = reports.map(({ rows, report }) => ({
    rows,
    figures: "figures" in report ? report.figures : [],
  }));
  return { ...of, seconds, figures: scaleFigures(runs) };
}

async function bench(): Promise<void> {
  const { options, wanted, out, json, help } = readOptions();
  if (help) return say(HELP);
  const parts: PartReport[] = [];
  const add = (report: PartReport) => {
    parts.push(report);
    say(
      `${report.title}: ${"failed" in report ? `not measured, ${report.failed}` : inShort([report])} ${Math.round(report.seconds)} s`,
    );
  };
  for (const name of Object.keys(PARTS) as PartName[]) {
    if (!wanted.has(name)) continue;
    say(`${PARTS[name].title} ...`);
    add(await runPart(name, options));
  }
  if (wanted.has("scale")) {
    say("Scale ...");
    const whole = parts.find(({ part, ...rest }) => part === "database" && "figures" in rest);
    add(await measureScale(options, whole));
  }
  // Where it was written to says nothing of what was measured.
  const isPlace = (arg: string | undefined) => arg === "--out" || arg === "--json";
  const given = process.argv.slice(2);
  const asked = given.filter((arg, at) => !isPlace(arg) && !isPlace(given[at - 1]));
  const report: Report = {
    commit: thisCommit(),
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    command: ["npm run bench", ...(asked.length > 0 ? ["--", ...asked] : [])].join(" "),
    machine: thisMachine(),
    parts,
  };
  const text = renderReport(report);
  say(`\n${text}`);
  if (out !== undefined) writeReport(out, text);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  const isGood = parts.every((part) => "figures" in part) && inShort(parts).includes("none missed");
  if (!isGood) process.exitCode = 1;
}

try {
  await bench();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
