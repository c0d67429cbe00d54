import { expect, test } from "vitest";
import { decide } from "./plan.ts";

const DATABASE = { DATABASE_URL: "postgres://athena:secret@db.example.org/athena" };
const STORE = {
  R2_ENDPOINT_URL: "https://account.r2.cloudflarestorage.com",
  R2_ACCESS_KEY_ID: "key",
  R2_SECRET_ACCESS_KEY: "very-secret",
};

const env = (variables: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: "test", ...variables });

test("nothing configured starts both", () => {
  expect(decide(env({}), false)).toEqual({ database: "embedded", store: "embedded" });
});

test("empty variables count as absent", () => {
  expect(decide(env({ DATABASE_URL: " ", R2_ENDPOINT_URL: "" }), false).database).toBe("embedded");
});

test("a configured database alone stops, and names both ways on", () => {
  expect(() => decide(env(DATABASE), false)).toThrow(/R2_ENDPOINT_URL.*--embedded-store/);
});

test("a configured database with --embedded-store keeps the files here", () => {
  expect(decide(env(DATABASE), true)).toEqual({ database: "configured", store: "embedded" });
});

test("a configured store alone starts PostgreSQL here", () => {
  expect(decide(env(STORE), false)).toEqual({ database: "embedded", store: "configured" });
});

test("both configured starts neither", () => {
  expect(decide(env({ ...DATABASE, ...STORE }), false)).toEqual({
    database: "configured",
    store: "configured",
  });
});

test("a configured store and --embedded-store contradict each other", () => {
  expect(() => decide(env(STORE), true)).toThrow("choose one");
});

test.each(Object.keys(STORE))("a store without %s is configured by halves, whatever else is said", (name) => {
  const half: Record<string, string> = { ...STORE };
  delete half[name];
  expect(() => decide(env(half), false)).toThrow(name);
  expect(() => decide(env({ ...DATABASE, ...half }), true)).toThrow(name);
});

test.each(["DATABSE_URL", "DATABASE_URI", "DATABASEURL", "POSTGRES_URL", "DATABASE_MIGRATION_URL"])(
  "%s without DATABASE_URL stops: it was most likely meant",
  (name) => {
    expect(() => decide(env({ [name]: DATABASE.DATABASE_URL }), false)).toThrow(name);
  },
);

test("a misspelt storage variable stops", () => {
  expect(() => decide(env({ R2_ENDPONT_URL: STORE.R2_ENDPOINT_URL }), false)).toThrow("R2_ENDPONT_URL");
});

test("no message carries a secret or has more than one line", () => {
  for (const variables of [
    DATABASE,
    { ...STORE, R2_ACCESS_KEY_ID: "" },
    { R2_SECRET_ACCESS_KEY: "very-secret" },
  ]) {
    expect(() => decide(env(variables), false)).toThrow(/^(?!.*secret@)(?!.*very-secret)[^\n]+$/);
  }
});
