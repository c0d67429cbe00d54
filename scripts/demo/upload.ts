import { createHash } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import type { WholeTicket } from "#lib/uploads/types.ts";
import type { PlannedFile } from "#scripts/demo/plan.ts";

const AT_ONCE = 4;

type Made = { file: PlannedFile; bytes: Buffer };
type Stored = (file: PlannedFile, documentId: string) => Promise<void>;

/** Sends the bytes straight to the store, as a browser does with the same ticket. */
async function send(ticket: WholeTicket, bytes: Buffer): Promise<void> {
  const body = new Blob([new Uint8Array(bytes)]);
  const request = (): RequestInit => {
    if (ticket.method === "put") return { method: "PUT", headers: ticket.headers, body };
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
    form.append("file", body);
    return { method: "POST", body: form };
  };
  const answer = await fetch(ticket.url, request());
  if (!answer.ok) throw new Error(`The store answered ${answer.status}: ${await answer.text()}`);
}

/** The ids of students by their numbers, one each. */
type Students = ReadonlyMap<string, readonly string[]>;

async function storeBatch(
  actor: Actor,
  made: readonly Made[],
  students: Students,
  stored: Stored,
): Promise<void> {
  const answers = await requestUploads(
    actor,
    made.map(({ file, bytes }) => ({
      kind: file.kind,
      filename: file.filename,
      contentType: file.contentType,
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      year: file.term?.year ?? file.at.getUTCFullYear(),
      ...(file.term !== undefined && { term: file.term.number }),
      studentIds: [...(students.get(file.student ?? "") ?? [])],
      ...(file.title !== undefined && { title: file.title }),
      ...(file.kind === "report" && { reportType: "report-card" }),
    })),
  );
  const waiting = made.map((each, at) => ({ ...each, answer: answers[at] }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { file, bytes, answer } = next;
      if (!answer?.ok) throw new Error(`${file.filename} was refused: ${answer?.code}`);
      if (answer.upload.method === "multipart") throw new Error(`${file.filename} is too large for a demo.`);
      await send(answer.upload, bytes);
      const { document } = await confirmUpload(actor, answer.upload.uploadId);
      await stored(file, document.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/**
 * Uploads files in the name of a person by the way that every upload takes: a signed request for each, the bytes to
 * the store, and every check when it is confirmed. `stored` hears of each document.
 * @throws {Error} where one is refused: then the file is not what its name says, and the plan is wrong.
 */
export async function uploadAll(
  actor: Actor,
  files: readonly PlannedFile[],
  students: Students,
  stored: Stored,
): Promise<void> {
  for (let at = 0; at < files.length; at += MAX_BATCH / 2) {
    const batch = files.slice(at, at + MAX_BATCH / 2);
    const made: Made[] = [];
    for (const file of batch) made.push({ file, bytes: await file.make() });
    await storeBatch(actor, made, students, stored);
  }
}
