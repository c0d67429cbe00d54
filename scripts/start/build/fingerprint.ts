import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Folders that `imports` in package.json names and the build does not read. */
const NOT_BUILT = new Set(["embedded", "worker", "scripts", "e2e"]);
const ALSO_BUILT = ["public", "types"];
const ROOT_FILE = /\.(ts|mts|js|mjs|cjs|json|css)$/;
const NOT_SOURCE = /(\.test\.tsx?|\.md|~)$|^\.|^next-env\.d\.ts$/;

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_SOURCE.test(entry.name))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(root, name) : [name];
    });
}

function builtFolders(root: string): string[] {
  const { imports = {} } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    imports?: Record<string, string>;
  };
  const named = Object.values(imports).map((target) => target.split("/")[1] ?? "");
  return [...new Set([...named, ...ALSO_BUILT])].filter((name) => name !== "" && !NOT_BUILT.has(name));
}

function installedNext(root: string): string {
  const manifest = readFileSync(path.join(root, "node_modules", "next", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * A hash of all that a build depends on: sources, settings, lockfile, versions, and the variables that Next
 * writes into the pages. The same hash means that a build need not be made again.
 */
export function fingerprint(root: string, env: NodeJS.ProcessEnv): string {
  const rootFiles = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && ROOT_FILE.test(entry.name) && !NOT_SOURCE.test(entry.name))
    .map((entry) => entry.name);
  const folders = builtFolders(root).filter((folder) => existsSync(path.join(root, folder)));
  const files = [...rootFiles, ...folders.flatMap((folder) => filesBelow(root, folder))].sort();
  const hash = createHash("sha256");
  hash.update(JSON.stringify([process.versions.node, installedNext(root)]));
  for (const [name, value] of Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(JSON.stringify([name, value]));
  }
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    hash.update(JSON.stringify([file, content.length]));
    hash.update(content);
  }
  return hash.digest("hex");
}
