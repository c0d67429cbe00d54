import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

const HELP = `Proves moving in on a real store and database, and prints figures: an import of many small files that is killed with
kill -9 in the middle, started again, and started once more; then an export, and an import of that as another school.

  npm run prove:moving [-- --files N]

  --files  10,000 when not given

It starts the embedded store and a PostgreSQL in temporary folders, and removes them. Fails where a file is not stored
exactly once with its own bytes, where an object has no row, or where a counter is not the sum of what it counts.`;

const say = (line = "") => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "10000" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  say(HELP);
} else {
  say(`${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, Node.js ${process.version}`);
  const { proveMoving } = await import("#scripts/prove/moving.ts");
  if (!(await proveMoving({ files: Number(values.files) }, say))) process.exitCode = 1;
}
