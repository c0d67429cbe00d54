import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const shared = {
  environment: "node",
  // An odd zone shows code that takes the machine's clock for the school's.
  env: { TZ: "Pacific/Chatham", NODE_ENV: "test" },
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const;

const alias = {
  "server-only": fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
};

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
          exclude: ["**/*.{contract,integration,peer}.test.ts", "**/node_modules/**"],
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
    ],
  },
});
