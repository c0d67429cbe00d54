// Runs scripts/NAME.ts on a Node.js that is new enough. Plain JavaScript, for the Node.js that reads it may be old.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NEEDED_MAJOR = 24;
const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "..", "node_modules");
const [name = "", ...args] = process.argv.slice(2);
const script = path.join(here, `${name}.ts`);

function fail(line) {
  console.error(line);
  process.exit(1);
}

/** Runs this again on the Node.js that came with `npm install`, as if it had been this one. */
function runOnInstalled(node) {
  // The child ends when this process is gone: it cannot be told otherwise when this one is killed.
  const env = { ...process.env, ATHENA_RERUN: "1", ATHENA_END_WITH_PARENT: "1" };
  const self = fileURLToPath(import.meta.url);
  const child = spawn(node, [...process.execArgv, self, name, ...args], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(script)) {
  fail(`There is no command "${name}". Say: node scripts/run.mjs start --help`);
} else if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
  process.argv = [process.argv[0], script, ...args];
  await import(pathToFileURL(script).href);
} else {
  const installed = [
    path.join(modules, ".bin", "node"),
    path.join(modules, `node-${process.platform}-${process.arch}`, "bin", "node"),
  ].find((file) => existsSync(file));
  if (installed === undefined || process.env.ATHENA_RERUN === "1") {
    fail(
      `Athena Docs needs Node.js ${NEEDED_MAJOR} or newer, and this is ${process.versions.node}: run "npm install" without --omit=optional, or install Node.js ${NEEDED_MAJOR} from nodejs.org.`,
    );
  } else {
    runOnInstalled(installed);
  }
}
