import { parseArgs } from "node:util";
import { buildForFaults } from "#scripts/faults/build.ts";
import { askedMode } from "#scripts/faults/random/mode.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";
import { runNode } from "#scripts/test/run-node.ts";

const HELP = `Injects faults into the real thing and proves that nothing is lost: PostgreSQL, an object store, two apps on one
build and two workers, with lines between them that are cut, slow, silent or lie. See docs/faults.md.

  npm run test:faults [-- --only N,N]    every fault of docs/faults.md, or those with these numbers
  npm run test:faults -- --random [--seed N] [--minutes M] [--round R]
                                         rounds of what clients do at once and of what fails meanwhile, drawn from the seed

It builds the app where that was not done, starts everything in temporary folders, and takes some minutes. A shorter form
runs in npm test.

The random mode prints its seed and each round before it is played, and goes on for so many minutes (10 where none are
given) or until something does not fit. The same seed draws the same rounds, each of them by its number alone: --round
plays one of them again. What is drawn is what clients do, what fails, and when each of them begins, in milliseconds. At
which word of a conversation a fault then strikes depends on how busy the machine is: a round that has failed may have to
be played a few times until it fails again.`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    random: { type: "boolean" },
    seed: { type: "string" },
    minutes: { type: "string" },
    round: { type: "string" },
    help: { type: "boolean" },
  },
});

/** Runs one of the two projects of fault tests on a build of these sources, and answers the exit code. */
async function run(project: string, env: Record<string, string>): Promise<number> {
  await buildForFaults();
  return runNode(
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=verbose", "--project", project],
    cleanEnvironment(env),
  );
}

if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else if (values.random) {
  process.exitCode = await run("random-faults", { ATHENA_RANDOM_FAULTS: JSON.stringify(askedMode(values)) });
} else {
  const only = values.only?.split(",").map(Number);
  process.exitCode = await run("faults", {
    ATHENA_FAULTS: JSON.stringify(only === undefined ? { whole: true } : { only }),
  });
}
