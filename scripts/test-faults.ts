import { parseArgs } from "node:util";
import { buildForFaults } from "#scripts/faults/build.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";
import { runNode } from "#scripts/test/run-node.ts";

const HELP = `Injects faults into the real thing and proves that nothing is lost: PostgreSQL, an object store, two apps on one
build and two workers, with lines between them that are cut, slow, silent or lie. See docs/faults.md.

  npm run test:faults [-- --only N,N]    every fault of docs/faults.md, or those with these numbers

It builds the app where that was not done, starts everything in temporary folders, and takes some minutes. A shorter form
runs in npm test.`;

const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean" } } });

if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  const only = values.only?.split(",").map(Number);
  await buildForFaults();
  process.exitCode = await runNode(
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=verbose", "--project", "faults"],
    cleanEnvironment({ ATHENA_FAULTS: JSON.stringify(only === undefined ? { whole: true } : { only }) }),
  );
}
