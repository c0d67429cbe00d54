import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import { chooseLogo } from "#lib/logo/mutations.ts";
import { LOOKED_UP, STOPS } from "#lib/moving/constants.ts";
import {
  DOCUMENTS_FILE,
  exportedDocument,
  exportedMessage,
  exportedPerson,
  exportedStudent,
  MESSAGES_FILE,
  PEOPLE_FILE,
  STUDENTS_FILE,
} from "#lib/moving/export-format.ts";
import { type OpenExport, readLines } from "#lib/moving/export-read.ts";
import { storedKeys } from "#lib/moving/journal.data.ts";
import { addTo, beginRun, endRun, type Totals } from "#lib/moving/journal.mutations.ts";
import { allAtOnce } from "#lib/moving/pool.ts";
import { documentsHere } from "#lib/moving/restore-after.mutations.ts";
import { type Restoring, restoreDocument } from "#lib/moving/restore-document.ts";
import { beginMessage, finishMessage } from "#lib/moving/restore-messages.mutations.ts";
import { restorePerson, restoreStudent } from "#lib/moving/restore-people.mutations.ts";
import { restorePicture } from "#lib/moving/restore-picture.ts";
import {
  noteRestored,
  restoreChecklist,
  restoreClasses,
  restoreReportTypes,
  restoreRules,
} from "#lib/moving/restore-school.mutations.ts";
import { versionKey } from "#lib/moving/source-key.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { schoolRoom } from "#lib/quota/data.ts";
import { publicUrl } from "#lib/storage/client.ts";

export type Restore = {
  opened: OpenExport;
  isDry: boolean;
  atOnce: number;
  signal: AbortSignal;
  /** The same member once the school has other rules. */
  again: () => Promise<Actor>;
  onMeasured: (all: { files: number; bytes: number }) => void;
  onOutcome: (outcome: Outcome) => void;
};

/** What came of it beside the files. */
export type Came = {
  people: number;
  newPeople: number;
  students: number;
  newStudents: number;
  messages: number;
};

/** What it takes to bring a whole school. */
const NEEDED: readonly Permission[] = [
  "members:manage",
  "settings:manage",
  "students:write",
  "documents:write",
  "reports:write",
  "media:write",
  "messages:write",
];

const keyOf = ({ school }: OpenExport, documentId: string, number: number) =>
  versionKey(school.id, documentId, number);

/**
 * Makes sure that the school has room for all that is new before anything is done.
 * @throws {AppError} `quota_exceeded`.
 */
async function measure(actor: Actor, { opened, onMeasured, signal }: Restore): Promise<void> {
  const all = { files: 0, bytes: 0 };
  let fresh = 0;
  let batch: { key: string; size: number }[] = [];
  const weigh = async () => {
    const known = await storedKeys(
      actor,
      batch.map(({ key }) => key),
    );
    for (const { key, size } of batch) if (!known.has(key)) fresh += size;
    batch = [];
  };
  for await (const { id, versions } of readLines(opened, DOCUMENTS_FILE, exportedDocument)) {
    signal.throwIfAborted();
    for (const { number, size, bytes } of versions) {
      all.files += 1;
      all.bytes += size;
      if (bytes === "whole") batch.push({ key: keyOf(opened, id, number), size });
    }
    if (batch.length >= LOOKED_UP) await weigh();
  }
  await weigh();
  const room = await schoolRoom(actor);
  if (room !== null && fresh > room.left) {
    const { quota: limit, used, left } = room;
    throw new AppError("quota_exceeded", { limit, used, left, size: fresh });
  }
  onMeasured(all);
}

async function people(actor: Actor, { opened, signal }: Restore, came: Came): Promise<Map<string, string>> {
  const here = new Map<string, string>();
  for await (const person of readLines(opened, PEOPLE_FILE, exportedPerson)) {
    signal.throwIfAborted();
    const { id, isNew, isNewcomer } = await restorePerson(actor, opened.school.id, person);
    here.set(person.id, id);
    came.people += 1;
    came.newPeople += isNew ? 1 : 0;
    // Of those who were here before, their own picture is theirs to choose.
    if (isNewcomer) await restorePicture(actor, opened, person, id);
  }
  return here;
}

async function students(actor: Actor, { opened, signal }: Restore, came: Came): Promise<void> {
  for await (const student of readLines(opened, STUDENTS_FILE, exportedStudent)) {
    signal.throwIfAborted();
    const isNew = await restoreStudent(actor, opened.school.id, student);
    came.students += 1;
    came.newStudents += isNew ? 1 : 0;
  }
}

async function finishMessages(actor: Actor, { opened, people: known }: Restoring, came: Came): Promise<void> {
  for await (const message of readLines(opened, MESSAGES_FILE, exportedMessage)) {
    const documentIds = await documentsHere(actor, opened.school.id, message.attachments);
    await finishMessage(actor, opened.school.id, message, { people: known, documentIds });
    came.messages += 1;
  }
}

async function logo(actor: Actor, { opened }: Restoring): Promise<void> {
  const { logo: there, id: source } = opened.school;
  if (there === null || publicUrl("logo") === null) return;
  const [here] = await documentsHere(actor, source, [there]);
  if (here === undefined) return;
  await chooseLogo(actor, here).catch((error: unknown) => {
    // It is not there any more, or is none: a school without a logo is a school.
    if (!(error instanceof AppError)) throw error;
  });
}

async function documents(actor: Actor, asked: Restore, restoring: Restoring): Promise<void> {
  const all = readLines(asked.opened, DOCUMENTS_FILE, exportedDocument);
  await allAtOnce(all, asked.atOnce, asked.signal, (document) =>
    restoreDocument(actor, restoring, document, STOPS),
  );
}

async function everything(given: Actor, asked: Restore, restoring: Restoring, came: Came): Promise<void> {
  const { opened, isDry } = asked;
  await measure(given, asked);
  if (isDry) return documents(given, asked, restoring);
  await restoreRules(given, opened.school.upload_rules);
  const actor = await asked.again();
  const known = {
    ...restoring,
    people: await people(actor, asked, came),
    classes: await restoreClasses(actor, opened.school.record_classes),
  };
  await restoreReportTypes(actor, opened.school.report_types);
  await restoreChecklist(actor, opened.school.checklist, known.classes);
  await students(actor, asked, came);
  for await (const message of readLines(opened, MESSAGES_FILE, exportedMessage))
    await beginMessage(actor, opened.school.id, message, known.people);
  await documents(actor, asked, known);
  await finishMessages(actor, known, came);
  await logo(actor, known);
  await noteRestored(actor, opened, came);
}

/**
 * Imports an export into a school: everybody and everything that is in it, each exactly once whatever kills it. People
 * who have no account here become members without a way to sign in.
 * @returns what came of its files, and of the rest.
 * @throws {AppError} `forbidden`; `quota_exceeded` before anything is done; `storage_*` and `database_unavailable` where
 * they stay away.
 */
export async function importExport(actor: Actor, asked: Restore): Promise<{ totals: Totals; came: Came }> {
  for (const permission of NEEDED) await authorize(actor, permission);
  const { opened, isDry } = asked;
  const runId = await beginRun(actor, opened.folder, isDry);
  const totals: Totals = { stored: 0, storedBytes: 0, already: 0, left: 0 };
  const came: Came = { people: 0, newPeople: 0, students: 0, newStudents: 0, messages: 0 };
  const onOutcome = (outcome: Outcome) => {
    addTo(totals, outcome);
    asked.onOutcome(outcome);
  };
  const none = new Map<string, string>();
  try {
    await everything(actor, asked, { opened, runId, isDry, people: none, classes: none, onOutcome }, came);
  } finally {
    await endRun(actor, runId, totals).catch(() => undefined);
  }
  return { totals, came };
}
