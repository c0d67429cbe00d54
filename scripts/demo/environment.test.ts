import { expect, test } from "vitest";
import { demoEnvironment } from "#scripts/demo/environment.ts";
import { decide } from "#scripts/start/plan.ts";

const REAL = {
  DATABASE_URL: "postgres://athena:password@db.example.org:5432/athena",
  R2_ENDPOINT_URL: "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
  R2_ACCESS_KEY_ID: "0123456789abcdef0123456789abcdef",
  R2_SECRET_ACCESS_KEY: "a-secret-that-is-long-enough",
  R2_BUCKET_NAME: "athena-docs",
  NEXTAUTH_URL: "https://docs.example.org",
  POSTGRES_URL: "postgres://elsewhere",
  PORT: "4321",
  NODE_ENV: "test",
} as const;

test("made-up files never reach a database or a bucket that somebody configured", () => {
  expect(decide(REAL, false)).toEqual({ database: "configured", store: "configured" });
  const env = { ...REAL, ...demoEnvironment(REAL, "/tmp/demo") };
  expect(decide(env, false)).toEqual({ database: "embedded", store: "embedded" });
  expect(env).toMatchObject({ NEXTAUTH_URL: "", PORT: "4321", ATHENA_DATA_DIR: "/tmp/demo" });
});
