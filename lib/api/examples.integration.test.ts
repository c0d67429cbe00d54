import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import { EXAMPLE_ID, examplesOf } from "#lib/api/reference/examples.ts";
import type { Language } from "#lib/api/reference/types.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf } from "#lib/api/testing/file.ts";
import { type Served, serveApi } from "#lib/api/testing/serve.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool } from "#lib/testing/school.ts";

const run = promisify(execFile);
const there = (program: string) => spawnSync(program, ["--version"]).status === 0;
/** What runs an example; where one is not on the machine its tests are skipped, and counted so. */
const PROGRAMS = { curl: "sh", python: "python3", typescript: process.execPath } as const;
const HAS: Record<Language, boolean> = {
  curl: there("curl") && there("uuidgen"),
  python: there("python3"),
  typescript: true,
};
const LANGUAGES = [
  ["curl", "athena.sh"],
  ["python", "athena.py"],
  ["typescript", "athena.ts"],
] as const;

let served: Served;
let folder: string;
beforeAll(async () => {
  served = await serveApi();
  folder = await mkdtemp(join(tmpdir(), "athena-examples-"));
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A school with 150 documents, two pages of them, and the environment that examples read. */
async function caller() {
  const school = await buildSchool();
  const { actor, token } = await school.token();
  await insertDocuments(
    actor,
    Array.from({ length: 150 }, (_, at) => ({ filename: `${at}.pdf`, uploadedAt: new Date(at * 1000) })),
  );
  const env = { ...process.env, ATHENA_URL: served.url, ATHENA_TOKEN: token, PYTHONDONTWRITEBYTECODE: "1" };
  return { env, as: { authorization: `Bearer ${token}` } };
}

describe.each(LANGUAGES)("in %s", (language, name) => {
  test.runIf(HAS[language])(
    "the guide's program uploads, lists all, downloads, deletes, and adds a student",
    async () => {
      const { env, as } = await caller();
      const bytes = pdf();
      const file = join(folder, `${language}.pdf`);
      await writeFile(file, bytes);
      const { stdout } = await run(PROGRAMS[language], [resolve("docs/examples", name), file], { env });
      const said = new Map(
        stdout
          .trim()
          .split("\n")
          .map((line) => line.split(" ") as [string, string]),
      );
      expect(said.get("listed")).toBe("151");
      expect(said.get("downloaded")).toBe(String(bytes.length));
      expect(said.get("deleted")).toBe(said.get("uploaded"));
      expect((await call("GET", `/api/v1/documents/${said.get("uploaded")}`, { as })).status).toBe(404);
      const { json } = await call("GET", "/api/v1/students", { as });
      expect((json.data as { id: string }[]).map(({ id }) => id)).toEqual([said.get("student")]);
      expect(served.differences).toEqual([]);
    },
  );

  test.runIf(HAS[language])("each of the reference's examples is a request that the API takes", async () => {
    const { env } = await caller();
    await writeFile(join(folder, "plan.pdf"), pdf());
    served.answered.length = 0;
    await run(PROGRAMS[language], await programOf(language), { env, cwd: folder });
    const wanted = OPERATIONS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/, EXAMPLE_ID)}`);
    expect(served.answered.map((line) => line.replace(/ \d+$/, ""))).toEqual(wanted);
    const statuses = served.answered.map((line) => line.split(" ").at(-1));
    // There is nothing under the id that the examples name.
    expect(new Set(statuses)).toEqual(new Set(["200", "201", "404"]));
    expect(served.differences).toEqual([]);
  });
});

/** One program of all examples in a language; one that is refused does not end it. */
async function programOf(language: Language): Promise<string[]> {
  const examples = OPERATIONS.map((operation) => examplesOf(operation)[language]);
  switch (language) {
    case "curl":
      return [
        "-c",
        examples
          .map((example) => `${example} || [ $? = 22 ]`)
          .join("\n")
          .replace(/^/, "set -e\n"),
      ];
    case "python":
      return [
        "-c",
        `import urllib.error\nfor example in ${JSON.stringify(examples)}:\n    try:\n        exec(example, {})\n    except urllib.error.HTTPError:\n        pass`,
      ];
    case "typescript": {
      const names = examples.map((_, at) => join(folder, `example-${at}.ts`));
      for (const [at, name] of names.entries()) await writeFile(name, `${examples[at] ?? ""}\nexport {};\n`);
      const all = `for (const name of ${JSON.stringify(names)}) await import(name).catch((error) => { if (!/^[a-z_]+$/.test(error.message)) throw error; });`;
      return ["--input-type=module", "-e", all];
    }
  }
}
