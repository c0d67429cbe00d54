import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DOCUMENTS_FILE,
  type ExportedDocument,
  type ExportedMessage,
  type ExportedPerson,
  type ExportedSchool,
  type ExportedStudent,
  MESSAGES_FILE,
  PEOPLE_FILE,
  SCHOOL_FILE,
  STUDENTS_FILE,
} from "#lib/moving/export-format.ts";

async function lines<T>(folder: string, file: string): Promise<T[]> {
  const text = await readFile(join(folder, file), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

const byLabel = <T extends { label: string }>(items: readonly T[]) =>
  items.toSorted((a, b) => (a.label < b.label ? -1 : 1));

/**
 * What an export says, without the ids that are others in every school: people by their e-mails, students by what they
 * are called, documents by their names. When something went into the trash is not kept either.
 * @param emails whose people count: a school that was there before has its own besides.
 */
export async function withoutIds(folder: string, emails: readonly (string | null)[]) {
  const school = JSON.parse(await readFile(join(folder, SCHOOL_FILE), "utf8")) as ExportedSchool;
  const people = await lines<ExportedPerson>(folder, PEOPLE_FILE);
  const students = await lines<ExportedStudent>(folder, STUDENTS_FILE);
  const messages = await lines<ExportedMessage>(folder, MESSAGES_FILE);
  const documents = await lines<ExportedDocument>(folder, DOCUMENTS_FILE);
  const person = new Map(people.map(({ id, email, name }) => [id, email ?? name]));
  const student = new Map(students.map((one) => [one.id, `${one.given_name} ${one.family_name}`]));
  const class_ = new Map(school.record_classes.map(({ id, name }) => [id, name]));
  const document = new Map(documents.map(({ id, filename }) => [id, filename]));
  const message = new Map(messages.map(({ id, subject }) => [id, subject]));
  return {
    classes: school.record_classes.map(({ name, archived, restricted }) => ({ name, archived, restricted })),
    checklist: school.checklist.map((item) => ({ ...item, record_class: class_.get(item.record_class) })),
    reportTypes: school.report_types,
    rules: school.upload_rules,
    logo: document.get(school.logo ?? ""),
    people: byLabel(
      people
        .filter(({ email, kind }) => kind === "service" || emails.includes(email))
        .map(({ picture, ...one }) => ({
          ...one,
          id: null,
          label: one.email ?? one.name,
          picture: picture?.sha256 ?? null,
        })),
    ),
    students: byLabel(
      students.map((one) => ({ ...one, id: null, label: `${one.given_name} ${one.family_name}` })),
    ),
    messages: byLabel(
      messages.map((one) => ({
        ...one,
        id: null,
        label: one.subject,
        author: person.get(one.author),
        to: one.to.map((word) => person.get(word) ?? word),
        recipients: byLabel(
          one.recipients.map(({ id, ...rest }) => ({ ...rest, label: person.get(id) ?? "" })),
        ),
        attachments: one.attachments.map((id) => document.get(id) ?? "").toSorted(),
      })),
    ),
    documents: byLabel(
      documents.map((one) => ({
        ...one,
        id: null,
        label: one.filename,
        record_class: class_.get(one.record_class ?? "") ?? null,
        students: one.students.map((id) => student.get(id) ?? "").toSorted(),
        uploaded_by: person.get(one.uploaded_by),
        deleted_at: one.deleted_at !== null,
        message: message.get(one.message ?? "") ?? null,
        versions: one.versions.map((version) => ({
          ...version,
          file: null,
          uploaded_by: person.get(version.uploaded_by),
        })),
      })),
    ),
  };
}
