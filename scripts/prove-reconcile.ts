import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

const HELP = `Proves reconciling on a real store and database, and prints figures: so many objects with their rows, so many
faults of every sort among them, one run that is killed in the middle and one from beginning to end.


  npm run prove:reconcile [-- --objects N] [--faults N] [--read]

  --objects  files to store, each with an object and rows; 100,000 when not given
  --faults   faults to plant, of every sort in turn; 100 when not given
  --read     one more run that reads every file and checks its checksum

It starts the embedded store and a PostgreSQL in temporary folders, and removes them. Storing 100,000 objects takes some
minutes. Fails where a fault is missed, another one is told, or memory grows.`;

const say = (line = "") => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "100000" },
    faults: { type: "string", default: "100" },
    read: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  say(HELP);
} else {
  say(`${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, Node.js ${process.version}`);
  const { proveReconcile } = await import("#scripts/prove/reconcile.ts");
  const asked = { objects: Number(values.objects), faults: Number(values.faults), read: values.read };
  const isProven = await proveReconcile(asked, say);
  if (!isProven) process.exitCode = 1;
}
