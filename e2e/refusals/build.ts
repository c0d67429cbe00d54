import { readFileSync } from "node:fs";

/** A server action as the build has it: a public endpoint under its id. */
export type BuiltAction = {
  id: string;
  /** `documents.trashDocumentsAction` for one of lib/documents/actions.ts; its file and place for one without a name. */
  name: string;
  /** The address of a page that can run it. */
  path: string;
};

type Manifest = {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
};

const read = (file: string): unknown => JSON.parse(readFileSync(`.next/${file}`, "utf8"));

const ANY_ID = "00000000-0000-4000-8000-000000000000";

const pathOf = (worker: string) =>
  worker
    .replace(/^app/, "")
    .replace(/\/\([^/]+\)/g, "")
    .replace(/\/(?:page|route)$/, "")
    .replace(/\[[^/]+\]/g, ANY_ID) || "/";

function nameOf(filename: string, exported: string): string {
  const capability = /^lib\/(.+)\/actions\.ts$/.exec(filename)?.[1];
  return capability === undefined ? `${filename} ${exported}` : `${capability}.${exported}`;
}

/** Every server action of the build. */
export function builtActions(): BuiltAction[] {
  const { node } = read("server/server-reference-manifest.json") as Manifest;
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: nameOf(filename, exportedName),
    path: pathOf(Object.keys(workers).toSorted((one, other) => one.length - other.length)[0] ?? ""),
  }));
}

/** Every address of the build: pages, and handlers of requests. */
export function builtRoutes(): { pages: string[]; handlers: string[] } {
  const all = Object.entries(read("app-path-routes-manifest.json") as Record<string, string>);
  const ending = (end: string) => all.filter(([entry]) => entry.endsWith(end)).map(([, path]) => path);
  return {
    // What Next makes by itself of an unknown address or a broken layout asks nobody for anything.
    pages: ending("/page").filter((path) => !path.startsWith("/_")),
    handlers: ending("/route"),
  };
}
