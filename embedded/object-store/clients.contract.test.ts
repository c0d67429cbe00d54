import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";

const has = (command: string) => spawnSync(command, ["--version"]).status === 0;
const clients = { aws: has("aws"), s3cmd: has("s3cmd") };
for (const [name, found] of Object.entries(clients)) {
  if (!found) console.info(`${name} is not installed here: its tests are skipped`);
}

/** Each call starts a Python of its own, which takes seconds where the machine is busy. */
const SLOW_MS = 120_000;

const dir = mkdtempSync(join(tmpdir(), "athena-clients-"));
const small = join(dir, "small ü.txt");
const large = join(dir, "large.bin");
const tree = join(dir, "tree");
let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
  writeFileSync(small, "a small file\n");
  writeFileSync(large, randomBytes(20 * 1024 * 1024));
  mkdirSync(join(tree, "sub"), { recursive: true });
  writeFileSync(join(tree, "one"), "1");
  writeFileSync(join(tree, "sub", "two+ &"), "2");
});
afterAll(async () => {
  await store.stop();
  rmSync(dir, { recursive: true, force: true });
});

function run(command: string, args: string[]): string {
  const { HOME = "", PATH = "" } = process.env;
  const env = {
    NODE_ENV: "test" as const,
    HOME,
    PATH,
    AWS_ACCESS_KEY_ID: store.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.secretAccessKey,
    AWS_DEFAULT_REGION: "auto",
    AWS_CONFIG_FILE: "/nonexistent",
    AWS_EC2_METADATA_DISABLED: "true",
    LC_ALL: "C.UTF-8",
  };
  const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr || stdout}`);
  return stdout;
}

const same = (a: string, b: string) => readFileSync(a).equals(readFileSync(b));

describe.skipIf(!clients.aws)("the AWS CLI", () => {
  // Said on the command line: Debian's version knows no AWS_ENDPOINT_URL.
  const aws = (...args: string[]) => run("aws", ["--endpoint-url", store.endpoint, ...args]);
  const url = (key: string) => `s3://${store.bucket}/${key}`;

  test(
    "puts, gets, lists, signs, syncs and removes",
    async () => {
      const out = join(dir, "aws.out");
      aws("s3", "cp", small, url("aws/small ü+.txt"));
      aws("s3", "cp", large, url("aws/large"));
      aws("s3", "cp", url("aws/small ü+.txt"), out);
      expect(same(small, out)).toBe(true);
      aws("s3", "cp", url("aws/large"), out);
      expect(same(large, out)).toBe(true);
      expect(aws("s3", "ls", url("aws/"))).toMatch(/20971520 large[^]*small ü\+\.txt/);
      const etag = aws(
        "s3api",
        "head-object",
        "--bucket",
        store.bucket,
        "--key",
        "aws/large",
        "--query",
        "ETag",
      );
      expect(etag).toMatch(/-3/);
      const signed = await fetch(aws("s3", "presign", url("aws/small ü+.txt")).trim());
      expect(await signed.text()).toBe("a small file\n");
      aws("s3", "sync", tree, url("aws-tree/"));
      aws("s3", "sync", url("aws-tree/"), join(dir, "aws-tree"));
      expect(same(join(tree, "sub", "two+ &"), join(dir, "aws-tree", "sub", "two+ &"))).toBe(true);
      for (const folder of ["aws/", "aws-tree/"]) aws("s3", "rm", "--recursive", url(folder));
      expect(
        aws(
          "s3api",
          "list-objects-v2",
          "--bucket",
          store.bucket,
          "--prefix",
          "aws",
          "--query",
          "KeyCount",
          "--no-paginate",
        ).trim(),
      ).toBe("0");
    },
    SLOW_MS,
  );
});

describe.skipIf(!clients.s3cmd)("s3cmd", () => {
  const s3cmd = (...args: string[]) => run("s3cmd", [...args, "-c", join(dir, "s3cfg"), "--no-progress"]);
  const url = (key: string) => `s3://${store.bucket}/${key}`;

  test(
    "puts, gets, lists, copies, syncs and removes",
    () => {
      const host = new URL(store.endpoint).host;
      writeFileSync(
        join(dir, "s3cfg"),
        `[default]\naccess_key = ${store.accessKeyId}\nsecret_key = ${store.secretAccessKey}\nhost_base = ${host}\nhost_bucket = ${host}\nuse_https = False\n`,
      );
      const out = join(dir, "s3cmd.out");
      s3cmd("put", small, url("s3cmd/small ü&.txt"));
      s3cmd("put", "--multipart-chunk-size-mb=5", large, url("s3cmd/large"));
      s3cmd("get", "--force", url("s3cmd/small ü&.txt"), out);
      expect(same(small, out)).toBe(true);
      s3cmd("get", "--force", url("s3cmd/large"), out);
      expect(same(large, out)).toBe(true);
      expect(s3cmd("ls", url("s3cmd/"))).toContain("20971520");
      expect(s3cmd("info", url("s3cmd/large"))).toContain("File size: 20971520");
      expect(s3cmd("info", `s3://${store.bucket}`)).toContain("Location:  auto");
      s3cmd("cp", url("s3cmd/small ü&.txt"), url("s3cmd/copy"));
      s3cmd("sync", `${tree}/`, url("s3cmd-tree/"));
      mkdirSync(join(dir, "s3cmd-tree"));
      s3cmd("sync", url("s3cmd-tree/"), `${join(dir, "s3cmd-tree")}/`);
      expect(same(join(tree, "sub", "two+ &"), join(dir, "s3cmd-tree", "sub", "two+ &"))).toBe(true);
      s3cmd("del", "--recursive", "--force", `s3://${store.bucket}`);
      expect(s3cmd("ls", "--recursive", `s3://${store.bucket}`).trim()).toBe("");
      s3cmd("mb", "s3://another-one");
      s3cmd("rb", "s3://another-one");
    },
    SLOW_MS,
  );
});
