import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const shared = {
  environment: "node",
  // An odd zone shows code that takes the machine's clock for the school's.
  env: { TZ: "Pacific/Chatham", NODE_ENV: "test" },
  // What hangs is found all the same, and a slow day is no fault: CI's machine may be busy.
  testTimeout: 120_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 20_000, interval: 50 } },
} as const;

const alias = {
  "server-only": fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
};

const STORES = ["embedded", "local-r2", "ceph", "settings"] as const;

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "unit",
          include: ["{app,components,lib,db,embedded,worker,scripts}/**/*.test.ts"],
          exclude: [
            "**/*.{contract,integration,peer,store}.test.ts",
            "scripts/faults/faults.test.ts",
            "scripts/faults/random/random.test.ts",
            "**/node_modules/**",
          ],
        },
      },
      {
        resolve: { alias },
        test: { ...shared, name: "contract", include: ["embedded/**/*.contract.test.ts"] },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "integration",
          include: ["{app,lib,db,worker,scripts,embedded}/**/*.integration.test.ts"],
          globalSetup: ["./scripts/testing/integration-setup.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "peer",
          include: ["lib/**/*.peer.test.ts"],
          globalSetup: ["./scripts/testing/peer-setup.ts"],
          setupFiles: ["./scripts/testing/peer-environment.ts"],
        },
      },
      // Whole processes that are killed: nothing else runs beside them.
      {
        resolve: { alias },
        test: { ...shared, name: "faults", hookTimeout: 180_000, include: ["scripts/faults/faults.test.ts"] },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "random-faults",
          hookTimeout: 180_000,
          include: ["scripts/faults/random/random.test.ts"],
        },
      },
      // The same tests on every store. They wait for one answer after another, and are told of one probe.
      ...STORES.map((name) => ({
        resolve: { alias },
        test: {
          ...shared,
          name: `storage-${name}`,
          include: ["lib/storage/contract/*.store.test.ts"],
          globalSetup: ["./scripts/testing/store-setup.ts"],
          setupFiles: ["./scripts/testing/store-environment.ts"],
          // Some 60 MB go to a bucket that may be at the other end of a slow line.
          testTimeout: 120_000,
          isolate: false,
          maxWorkers: 1,
        },
      })),
    ],
  },
});
