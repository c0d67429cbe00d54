import { createRequire } from "node:module";
import { inProject, PROJECT_ROOT } from "./project.ts";

type LoadEnvConfig = (
  dir: string,
  dev: boolean,
  log: { info: () => void; error: (...text: unknown[]) => void },
  forceReload: boolean,
) => unknown;

/**
 * Adds what `.env.local`, `.env` and their like say to `process.env`, by Next's own reader so that the server
 * started alone sees the same. What is set already wins.
 */
export function loadDotenv(dev: boolean): void {
  const fromNext = createRequire(inProject("node_modules", "next", "package.json"));
  const { loadEnvConfig } = fromNext("@next/env") as { loadEnvConfig: LoadEnvConfig };
  loadEnvConfig(PROJECT_ROOT, dev, { info: () => {}, error: (...text) => console.error(...text) }, true);
  // Its mark would keep the app from reading a changed .env when it is started again.
  delete process.env.__NEXT_PROCESSED_ENV;
}
