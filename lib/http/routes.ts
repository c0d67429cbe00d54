import { readFileSync } from "node:fs";
import path from "node:path";

type Manifest = {
  staticRoutes: { page: string; regex: string }[];
  dynamicRoutes: { page: string; regex: string }[];
};

/** Names the route of an address: `/documents/[id]` for `/documents/0198...`, "other" for what is none of ours. */
export type NameRoute = (pathname: string) => string;

/** What Next's build knows of the routes, dynamic ones in the order in which they are tried. */
export function routeNames({ staticRoutes, dynamicRoutes }: Manifest): NameRoute {
  const fixed = new Set(staticRoutes.map(({ page }) => page));
  const dynamic = dynamicRoutes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  return (pathname) => {
    if (pathname.startsWith("/_next/")) return "/_next";
    const plain = withoutSlashes(pathname);
    if (fixed.has(plain)) return plain;
    return dynamic.find(({ pattern }) => pattern.test(plain))?.page ?? "other";
  };
}

/** One by one: a pattern that ends in "slashes, then the end" takes a time that grows with their square. */
function withoutSlashes(pathname: string): string {
  let end = pathname.length;
  while (end > 1 && pathname[end - 1] === "/") end -= 1;
  return pathname.slice(0, end);
}

let known: NameRoute | undefined;

/** The routes of the build that this process serves. The addresses themselves would be endless, and name schools' files. */
export function routeOf(pathname: string): string {
  known ??= routeNames(readManifest());
  return known(pathname);
}

function readManifest(): Manifest {
  try {
    const file = path.join(process.cwd(), ".next", "routes-manifest.json");
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    // While developing there is no whole one.
    return { staticRoutes: [], dynamicRoutes: [] };
  }
}
