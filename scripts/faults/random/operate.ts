import { setTimeout as delay } from "node:timers/promises";
import { photo } from "#e2e/samples/picture.ts";
import { type Sample, sha256 } from "#e2e/samples/sample.ts";
import { docxFile } from "#lib/testing/sample-files.ts";
import type { Ticket } from "#scripts/faults/caller.ts";
import type { Book, Sent, Target } from "#scripts/faults/random/book.ts";
import type { Client, Told } from "#scripts/faults/random/client.ts";
import type { Operation } from "#scripts/faults/random/plan.ts";

type Of<Deed extends Operation["deed"]> = Extract<Operation, { deed: Deed }>;

/** A client at work, and the book in which it writes. */
type Work = { client: Client; book: Book; name: string };

const said = ({ status, body }: { status: number; body: Told }) => `${status} ${body.code ?? ""}`.trim();

function wrong({ book, name }: Work, what: string, answer: { status: number; body: Told }): void {
  book.wrong.push(`${name}: ${what} was answered ${said(answer)}`);
}

type Confirmed = { status: number; body: Told };

const isDone = ({ status }: Confirmed) => status === 200 || status === 201;

function keepConfirmed(work: Work, sent: Sent, answers: readonly Confirmed[]): void {
  for (const answer of answers) {
    if (!isDone(answer)) wrong(work, "its confirmation", answer);
    else if (answer.body.id !== undefined) sent.ids.add(answer.body.id);
  }
  if (answers.filter(({ status }) => status === 201).length > 1)
    work.book.wrong.push(`${work.name}: created twice`);
  sent.becomes = "document";
}

/** Gives an upload up, perhaps while it is confirmed: one of the two has its way, and both are told the same. */
async function abort(
  work: Work,
  sent: Sent,
  ticket: Ticket,
  confirming: Promise<Confirmed> | null,
): Promise<void> {
  const [given, confirmed] = await Promise.all([
    work.client.ask("DELETE", `/uploads/${ticket.upload_id}`),
    confirming,
  ]);
  const isGivenUp = given.status === 204;
  if (!isGivenUp && given.body.code !== "upload_closed") wrong(work, "giving it up", given);
  if (confirmed !== null && isDone(confirmed) === isGivenUp) {
    wrong(work, "giving it up", given);
    wrong(work, "and its confirmation", confirmed);
  }
  sent.becomes = isGivenUp ? "nothing" : "document";
}

async function upload(work: Work, operation: Of<"upload">, file: Sample): Promise<void> {
  const { client, book } = work;
  const sent = book.send(file);
  if (operation.way === "server") return keepConfirmed(work, sent, [await client.sendThrough(file)]);
  const opened = await client.open(file, { named: operation.way === "post" });
  if (opened.status !== 201) return wrong(work, "opening", opened);
  const ticket = opened.body;
  await client.send(ticket, file);
  const complete = () => client.complete(ticket, file);
  if (operation.ending === "confirm") return keepConfirmed(work, sent, [await complete()]);
  if (operation.ending === "confirm twice")
    return keepConfirmed(work, sent, [await complete(), await complete()]);
  if (operation.ending === "confirm at both apps")
    return keepConfirmed(
      work,
      sent,
      await Promise.all([complete(), complete(), client.complete(ticket, file, { from: 1 })]),
    );
  if (operation.ending === "abort") return abort(work, sent, ticket, null);
  if (operation.ending === "abort while it is confirmed")
    return abort(work, sent, ticket, client.complete(ticket, file, { isAwaited: false }));
  // Parts that nobody joins wait for their sender as long as the signatures are good.
  sent.becomes = ticket.method === "multipart" ? "either" : "document";
}

async function sendFalse(work: Work, operation: Of<"false file">): Promise<void> {
  const { client, book, name } = work;
  const file = { name: `${name}.png`, type: "image/png", bytes: docxFile() };
  const sent = book.send(file);
  sent.becomes = "nothing";
  const opened = await client.open(file, { named: operation.way === "post" });
  if (opened.status !== 201) return wrong(work, "opening", opened);
  await client.send(opened.body, file);
  const answer = await client.complete(opened.body, file);
  if (answer.status !== 422) wrong(work, "its confirmation", answer);
}

/** Whether an answer says no more than that somebody else has deleted the file. */
const isGone = (target: Target, { body }: { body: Told }) =>
  target.deletions > 0 && ["not_found", "document_gone"].includes(body.code ?? "");

async function replace(work: Work, operation: Of<"replace">, target: Target, file: Sample): Promise<void> {
  const { client } = work;
  const hash = sha256(file.bytes);
  target.may.add(hash);
  const opened = await client.open(file, { named: operation.way === "post", more: { replaces: target.id } });
  if (opened.status !== 201) return isGone(target, opened) ? undefined : wrong(work, "opening", opened);
  await client.send(opened.body, file);
  const answer = await client.complete(opened.body, file);
  if (isDone(answer)) target.must.add(hash);
  else if (!isGone(target, answer)) wrong(work, "its confirmation", answer);
}

async function change(
  work: Work,
  operation: Of<"delete" | "rename" | "read">,
  target: Target,
): Promise<void> {
  const { client, name } = work;
  const path = `/documents/${target.id}`;
  if (operation.deed === "delete") {
    target.deletions += 1;
    const answer = await client.ask("DELETE", path);
    // Whoever heard nothing the first time may have deleted it then.
    const isOthers = answer.status === 404 && (target.deletions > 1 || client.isInDoubt);
    if (answer.status === 200 || isOthers) target.isDeleted = true;
    else wrong(work, "deleting", answer);
    return;
  }
  if (operation.deed === "rename") {
    const filename = `${name}.png`;
    target.names.add(filename);
    const answer = await client.ask("PATCH", path, { filename });
    if (answer.status === 200) target.isRenamed = true;
    else if (!isGone(target, answer)) wrong(work, "renaming", answer);
    return;
  }
  const answer = await client.read(target.id);
  if (answer.status !== 200) return isGone(target, answer) ? undefined : wrong(work, "reading", answer);
  const hash = sha256(answer.bytes);
  if (!target.may.has(hash)) work.book.wrong.push(`${name}: read bytes that nobody has given: ${hash}`);
}

/** Does what is planned, and writes into the book what was told of it. */
export async function operate(work: Work, operation: Operation): Promise<void> {
  await delay(operation.afterMs);
  const file = "bytes" in operation ? photo(`${work.name}.png`, { size: operation.bytes }) : null;
  try {
    if (operation.deed === "false file") await sendFalse(work, operation);
    else if (operation.deed === "upload") await upload(work, operation, file as Sample);
    else {
      const target = work.book.target(operation.target);
      if (operation.deed === "replace") await replace(work, operation, target, file as Sample);
      else await change(work, operation, target);
    }
  } catch (error) {
    work.book.wrong.push(`${work.name}: ${(error as Error).message}`);
  }
}
