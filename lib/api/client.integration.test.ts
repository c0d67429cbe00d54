import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { open } from "#lib/api/testing/call.ts";
import { serveApi } from "#lib/api/testing/serve.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool } from "#lib/testing/school.ts";

const run = promisify(execFile);
/** Where the client finds the packages that it needs. */
const folder = resolve("node_modules/.cache/athena-api-client", crypto.randomUUID());

/** What somebody writes who knows nothing but the client. */
const JOURNEY = `
import { createHash } from "node:crypto";
import * as api from "./client.ts";

api.defaults.baseUrl = process.env.ATHENA_URL ?? "";
api.defaults.headers = { Authorization: "Bearer " + process.env.ATHENA_TOKEN };

const text = "%PDF-1.7\\n1 0 obj<</Type/Catalog>>endobj\\ntrailer<</Root 1 0 R>>\\n%%EOF\\n";
const ticket = await api.requestUpload({
  filename: "plan.pdf",
  content_type: "application/pdf",
  size: text.length,
  sha256: createHash("sha256").update(text).digest("hex"),
}, { idempotencyKey: crypto.randomUUID() });
if (ticket.status !== 201) throw new Error(ticket.data.code);
const upload = ticket.data;
if (upload.method === "put") {
  await fetch(upload.url, { method: "PUT", headers: upload.headers, body: text });
} else if (upload.method === "post") {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([text]));
  await fetch(upload.url, { method: "POST", body: form });
} else {
  throw new Error("A small file is sent whole.");
}
const made = await api.completeUpload(upload.upload_id, {});
if (made.status !== 201) throw new Error("Not made: " + made.status);
const document: api.Document = made.data;

const ids = new Set<string>();
let pages = 0;
let cursor: string | undefined;
do {
  const page = await api.listDocuments({ limit: 100, cursor });
  if (page.status !== 200) throw new Error("Not listed: " + page.status);
  for (const { id } of page.data.data) ids.add(id);
  pages += 1;
  cursor = page.data.next_cursor ?? undefined;
} while (cursor !== undefined);

const download = await api.downloadDocument(document.id);
if (download.status !== 200) throw new Error("No address: " + download.status);
const bytes = await (await fetch(download.data.download_url)).text();
const deleted = await api.deleteDocument(document.id);
const gone = await api.getDocument(document.id);
if (gone.status !== 404) throw new Error("Still there: " + gone.status);
const code: "not_found" = gone.data.code;
console.log(JSON.stringify({ listed: ids.size, pages, same: bytes === text, deleted: deleted.data, code }));
`;

const TSCONFIG = {
  compilerOptions: {
    target: "esnext",
    module: "nodenext",
    lib: ["esnext", "dom", "dom.iterable"],
    types: ["node"],
    strict: true,
    rewriteRelativeImportExtensions: true,
    outDir: "built",
    skipLibCheck: true,
  },
  include: ["*.ts"],
};

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  const document = await open("GET", "/api/v1/openapi.json");
  await writeFile(join(folder, "openapi.json"), await document.text());
  await writeFile(join(folder, "journey.ts"), JOURNEY);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "client.ts"), await generateSource(join(folder, "openapi.json")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a client that a public generator makes of the document compiles, and does the work", async () => {
  await run(resolve("node_modules/.bin/tsc"), ["-p", folder]);
  const school = await buildSchool();
  const { actor, token } = await school.token();
  await insertDocuments(
    actor,
    Array.from({ length: 1000 }, (_, at) => ({ filename: `${at}.pdf`, uploadedAt: new Date(at * 1000) })),
  );
  await using served = await serveApi();
  const env = { ...process.env, ATHENA_URL: served.url, ATHENA_TOKEN: token };
  const { stdout } = await run(process.execPath, [join(folder, "built", "journey.js")], { env });
  expect(JSON.parse(stdout)).toEqual({
    listed: 1001,
    pages: 11,
    same: true,
    deleted: { message: "Document deleted" },
    code: "not_found",
  });
  expect(served.differences).toEqual([]);
  expect(served.answered).toHaveLength(16);
});
