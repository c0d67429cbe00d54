import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

const HELP = `Proves the audit on a real database and store, and prints figures: so many events of a school, sealed, checked,
read page by page through every filter, and exported.

  npm run prove:audit [-- --events N]

  --events  how many; 1,000,000 when not given

It starts a PostgreSQL and the embedded store in temporary folders, and removes them. Fails where the check finds a
fault, a filter reads far more than it shows, or memory grows.`;

const say = (line = "") => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  say(HELP);
} else {
  say(`${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, Node.js ${process.version}`);
  const { proveAudit } = await import("#scripts/prove/audit.ts");
  if (!(await proveAudit(Number(values.events), say))) process.exitCode = 1;
}
