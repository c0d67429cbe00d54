import { expect, test } from "vitest";
import { childEnvironment } from "./child-environment.ts";

const OWN = { sessionSecret: "kept", port: 3000, dataDir: "/data" };
const STORE = {
  endpoint: "http://127.0.0.1:2",
  accessKey: "a",
  secretKey: "s",
  bucket: "athena-docs",
  publicBucket: "athena-public",
  publicUrl: "http://127.0.0.1:3",
};
const base = (variables: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: "test", ...variables });

test("services started here are set, and a store's whole address with them", () => {
  const services = {
    database: { DATABASE_URL: "postgres://x/y", DATABASE_MIGRATION_URL: "postgres://o/y" },
    store: STORE,
  };
  const { env, settings } = childEnvironment(base({ PGSSLMODE: "require" }), "start", services, OWN);
  expect(env).toMatchObject({
    DATABASE_URL: "postgres://x/y",
    R2_ENDPOINT_URL: "http://127.0.0.1:2",
    R2_PUBLIC_BUCKET_NAME: "athena-public",
    R2_PUBLIC_BASE_URL: "http://127.0.0.1:3",
    R2_FORCE_PATH_STYLE: "true",
    NEXTAUTH_SECRET: "kept",
    AUTH_TRUST_HOST: "1",
    PORT: "3000",
    ATHENA_DATA_DIR: "/data",
    NODE_ENV: "production",
  });
  expect(env).not.toHaveProperty("PGSSLMODE");
  expect(settings).not.toHaveProperty("NODE_ENV");
});

test("what the person set stays", () => {
  const set = {
    DATABASE_URL: "postgres://own/db",
    NEXTAUTH_SECRET: "own",
    NEXTAUTH_URL: "https://d.example",
    PGSSLMODE: "require",
  };
  const { env } = childEnvironment(base(set), "dev", { database: null, store: null }, OWN);
  expect(env).toMatchObject({ ...set, NODE_ENV: "development" });
  expect(env).not.toHaveProperty("AUTH_TRUST_HOST");
  expect(env).not.toHaveProperty("R2_ENDPOINT_URL");
});
