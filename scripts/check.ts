import { spawnSync } from "node:child_process";

const HELP = `Checks the code: types, lint with the architecture rule, format, unused files and exports, version floors.

  npm run check`;

type Step = { name: string; command: string; args: string[] };

const bin = (name: string) => `node_modules/.bin/${name}`;

const STEPS: Step[] = [
  { name: "route types", command: bin("next"), args: ["typegen"] },
  { name: "types", command: bin("tsc"), args: ["--noEmit", "-p", "."] },
  { name: "lint and architecture", command: bin("oxlint"), args: ["--deny-warnings"] },
  { name: "format", command: bin("biome"), args: ["check", "."] },
  { name: "unused", command: bin("knip"), args: [] },
  { name: "version floors", command: bin("vitest"), args: ["run", "--project", "unit", "scripts/floors"] },
];

if (process.argv.includes("--help")) {
  process.stdout.write(`${HELP}\n`);
} else {
  const failed: string[] = [];
  for (const step of STEPS) {
    const started = performance.now();
    const run = spawnSync(step.command, step.args, {
      encoding: "utf8",
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    const ok = run.status === 0;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${ok ? "ok    " : "FAILED"} ${step.name} (${seconds} s)\n`);
    if (ok) continue;
    failed.push(step.name);
    process.stdout.write(`${run.stdout}${run.stderr}\n`);
  }
  if (failed.length > 0) process.exitCode = 1;
}
