/*
 * Uploads a file straight to the store, lists all documents, downloads the file, deletes it, and adds a student.
 * With Node.js 24, which runs TypeScript, and nothing else:
 *   ATHENA_URL=https://docs.example.org ATHENA_TOKEN=... node athena.ts plan.pdf
 */
import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const { ATHENA_URL = "", ATHENA_TOKEN = "" } = process.env;
const TRIES = 5;

type Document = { id: string; filename: string; sha256: string | null };
type Signed = { url: string; headers: Record<string, string> };
type Ticket = { upload_id: string } & (
  | ({ method: "put" } & Signed)
  | { method: "post"; url: string; fields: Record<string, string> }
  | { method: "multipart"; part_size: number; part_count: number }
);

/** An answer of the API that says why not; `code` is stable. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, problem: { code: string; detail: string }) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.status = status;
    this.code = problem.code;
  }
}

/** Calls the API. What may have been lost on the way is sent again under the same key, so that it is done once. */
async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = {
    Authorization: `Bearer ${ATHENA_TOKEN}`,
    ...(method === "GET" ? {} : { "Idempotency-Key": randomUUID() }),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
  for (let attempt = 1; ; attempt += 1) {
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`${ATHENA_URL}/api/v1${path}`, sent).catch((error: unknown) => {
      if (attempt >= TRIES) throw error;
      return null;
    });
    if (answer?.ok) return (answer.status === 204 ? undefined : await answer.json()) as Answer;
    if (answer !== null) {
      const refused = new Refused(answer.status, (await answer.json()) as { code: string; detail: string });
      const again = [429, 503].includes(answer.status) || refused.code === "idempotency_in_progress";
      if (!again || attempt >= TRIES) throw refused;
    }
    await wait(1000 * Number(answer?.headers.get("Retry-After") ?? attempt));
  }
}

/** Sends bytes straight to the store: without the token. */
async function send(method: string, url: string, body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method, headers, body });
  if (!answer.ok) throw new Error(`The store answered ${answer.status}: ${await answer.text()}`);
}

/** Uploads a PDF and answers its document. Nobody sees it before it is complete and was checked. */
async function upload(path: string): Promise<Document> {
  const content = await readFile(path);
  const ticket = await call<Ticket>("POST", "/uploads", {
    filename: basename(path),
    content_type: "application/pdf",
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  });
  if (ticket.method === "put") {
    await send("PUT", ticket.url, content, ticket.headers);
  } else if (ticket.method === "post") {
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
    form.append("file", new Blob([content]));
    await send("POST", ticket.url, form);
  } else {
    for (let number = 1; number <= ticket.part_count; number += 1) {
      const asked = { part_numbers: [number] };
      const { parts } = await call<{ parts: Signed[] }>("POST", `/uploads/${ticket.upload_id}/parts`, asked);
      const start = (number - 1) * ticket.part_size;
      for (const part of parts)
        await send("PUT", part.url, content.subarray(start, start + ticket.part_size), part.headers);
    }
  }
  return call<Document>("POST", `/uploads/${ticket.upload_id}/complete`);
}

/** All documents that fit, newest first, page by page. */
async function* documents(query: Record<string, string> = {}): AsyncGenerator<Document> {
  let cursor: string | null = "";
  while (cursor !== null) {
    const asked: URLSearchParams = new URLSearchParams({ limit: "100", ...query, ...(cursor && { cursor }) });
    const page: { data: Document[]; next_cursor: string | null } = await call("GET", `/documents?${asked}`);
    yield* page.data;
    cursor = page.next_cursor;
  }
}

/** The bytes of a document, straight from the store. */
async function download(id: string): Promise<Uint8Array> {
  const { download_url } = await call<{ download_url: string }>("GET", `/documents/${id}/download`);
  const answer = await fetch(download_url);
  if (!answer.ok) throw new Error(`The store answered ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

const document = await upload(process.argv[2] ?? "plan.pdf");
console.log("uploaded", document.id);
let count = 0;
for await (const _ of documents()) count += 1;
console.log("listed", count);
const content = await download(document.id);
if (createHash("sha256").update(content).digest("hex") !== document.sha256) throw new Error("Other bytes.");
console.log("downloaded", content.length);
await call("DELETE", `/documents/${document.id}`);
console.log("deleted", document.id);
const student = await call<{ id: string }>("POST", "/students", {
  given_name: "Ana",
  family_name: "Ruiz",
  group: "3A",
});
console.log("student", student.id);
