import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startBareApp } from "../fixtures/next-start.ts";

const PROXIED = "server/functions-config-manifest.json";

/** The same build as a server that has no proxy (`proxy.ts`) before it: what is refused by the proxy alone, it gives. */
export async function startWithoutProxy(
  settings: Readonly<Record<string, string>>,
): Promise<{ baseUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "athena-bare-"));
  cpSync(".next", join(folder, ".next"), {
    recursive: true,
    filter: (from) => !from.startsWith(join(".next", "cache")) && !from.startsWith(join(".next", "dev")),
  });
  for (const file of ["package.json", "next.config.mjs"]) cpSync(file, join(folder, file));
  for (const name of ["node_modules", "lib", "locales", "public"])
    symlinkSync(resolve(name), join(folder, name));
  const manifest = join(folder, ".next", PROXIED);
  const { functions, ...rest } = JSON.parse(readFileSync(manifest, "utf8")) as {
    functions: Record<string, unknown>;
  };
  if (!("/_middleware" in functions)) throw new Error("the build names no proxy where this looks for it");
  delete functions["/_middleware"];
  writeFileSync(manifest, JSON.stringify({ ...rest, functions }));
  const app = await startBareApp(settings, { folder });
  return {
    baseUrl: app.baseUrl,
    stop: async () => {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
