import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

const defaults = { port: 9000, data: "d", buckets: ["b"] };
const parse = (argv: string[], env: Record<string, string> = {}) => parseOptions(argv, env, defaults);

test("defaults, the command line, and keys from the environment", () => {
  expect(parse([])).toMatchObject({
    port: 9000,
    host: "127.0.0.1",
    data: "d",
    buckets: ["b"],
    accessKey: undefined,
  });
  const env = { ATHENA_STORE_ACCESS_KEY: "envkey", ATHENA_STORE_SECRET_KEY: "envsecret" };
  expect(parse(["--port", "0", "--bucket", "x", "--bucket", "y"], env)).toMatchObject({
    port: 0,
    buckets: ["x", "y"],
    accessKey: "envkey",
  });
  expect(parse(["--access-key", "mine", "--secret-key", "mysecret"], env)).toMatchObject({
    accessKey: "mine",
    secretKey: "mysecret",
  });
});

test.each([
  ["--port", "x"],
  ["--port", "65536"],
  ["--port"],
  ["--data="],
  ["--nope"],
  ["extra"],
  ["--access-key", "abc"],
  ["--access-key", "a/b", "--secret-key", "12345678"],
  ["--access-key", "abc", "--secret-key", "short"],
])("%s %s is refused in one line", (...argv) => {
  expect(() => parse(argv)).toThrow(/^[^\n]+$/);
});
