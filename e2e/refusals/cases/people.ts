import type { ActionCases } from "../case.ts";
import type { World } from "../world.ts";
import { recordClass } from "./files.ts";

const fields = (world: World) => ({
  familyName: world.named("Vega"),
  givenName: "Ana",
  externalId: null,
  dateOfBirth: null,
  group: null,
  enrolledOn: null,
  leftOn: null,
});

async function draft(world: World): Promise<string> {
  const { id } = await world.does<{ id: string }>("messages.saveDraftAction", {
    id: null,
    subject: world.named("asunto"),
    body: world.named("texto"),
    to: ["school"],
  });
  return id;
}

/** Sent by the administrator to the whole school, and so to everybody in it. */
async function sent(world: World): Promise<string> {
  const id = await draft(world);
  await world.does("messages.sendDraftAction", id);
  return id;
}

/** Sent by a teacher to the whole school. */
async function received(world: World): Promise<string> {
  const teacher = world.member("teacher");
  const content = { id: null, subject: world.named("asunto"), body: world.named("texto"), to: ["school"] };
  const { id } = await world.doesAs<{ id: string }>(teacher, "messages.saveDraftAction", content);
  await world.doesAs(teacher, "messages.sendDraftAction", id);
  return id;
}

async function item(world: World): Promise<string> {
  const name = world.named("papel");
  const values = { name, recordClassId: await recordClass(world), groups: [], everyYear: false };
  const items = await world.does<{ id: string; name: string }[]>("checklist.addItemAction", values);
  return items.find((one) => one.name === name)?.id ?? "";
}

async function link(world: World) {
  const { id: documentId } = await world.document();
  const { id: studentId } = await world.student();
  return { documentId, studentId };
}

async function importRows(world: World) {
  const rows = [{ row: 2, cells: { familyName: "Gil", givenName: "Ana" } }];
  const { seal } = await world.does<{ seal: string }>("students/import.previewImportAction", rows);
  return [rows, seal] as const;
}

/** Students, what is to be there of them, and messages. */
export const PEOPLE_ACTIONS: ActionCases = {
  "students.listStudentsAction": { lacks: null, own: true, args: () => [{ params: {}, cursor: null }] },
  "students.rereadStudentsAction": { lacks: null, own: true, args: () => [{ params: {} }] },
  "students.createStudentAction": {
    lacks: "teacher",
    own: true,
    args: (world) => [{ ...fields(world), familyName: "Vega" }],
  },
  "students.changeStudentAction": {
    lacks: "teacher",
    args: async (world) => {
      const { id, updatedAt } = await world.does<{ id: string; updatedAt: string }>(
        "students.createStudentAction",
        fields(world),
      );
      return [{ id, fields: fields(world), seenAt: updatedAt }];
    },
  },
  "students.countLinkedFilesAction": {
    lacks: null,
    own: true,
    args: async (world) => [(await world.student()).id],
  },
  "students.deleteStudentAction": { lacks: "teacher", args: async (world) => [(await world.student()).id] },
  "students.listStudentFilesAction": {
    lacks: null,
    own: true,
    args: async (world) => [{ student: (await world.student()).id, cursor: null }],
  },
  "students.studentsOfAction": { lacks: null, args: async (world) => [(await world.document()).id] },
  "students.linkDocumentsAction": {
    lacks: "viewer",
    args: async (world) => {
      const { documentId, studentId } = await link(world);
      return [{ documentIds: [documentId], studentIds: [studentId] }];
    },
  },
  "students.unlinkDocumentsAction": {
    lacks: "viewer",
    args: async (world) => {
      const made = await link(world);
      await world.does("students.linkDocumentsAction", {
        documentIds: [made.documentId],
        studentIds: [made.studentId],
      });
      return [[made]];
    },
  },
  "students/import.previewImportAction": {
    lacks: "teacher",
    own: true,
    args: () => [[{ row: 2, cells: { familyName: "Gil", givenName: "Ana" } }]],
  },
  "students/import.importStudentsAction": {
    lacks: "teacher",
    own: true,
    args: (world) => importRows(world),
  },
  "checklist.addItemAction": {
    lacks: "registrar",
    args: async (world) => [
      {
        name: world.named("papel"),
        recordClassId: await recordClass(world),
        groups: [],
        everyYear: false,
      },
    ],
  },
  "checklist.changeItemAction": {
    lacks: "registrar",
    args: async (world) => [
      {
        id: await item(world),
        values: {
          name: world.named("papel"),
          recordClassId: await recordClass(world),
          groups: [],
          everyYear: true,
        },
      },
    ],
  },
  "checklist.moveItemAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await item(world), by: -1 }],
  },
  "checklist.removeItemAction": { lacks: "registrar", args: async (world) => [await item(world)] },
  "checklist.standingAction": { lacks: null, own: true, args: async (world) => [(await world.student()).id] },
  "reports.listReportsAction": { lacks: null, own: true, args: () => [{ params: {}, cursor: null }] },
  "reports.rereadReportsAction": { lacks: null, own: true, args: () => [{ params: {} }] },
  "reports.studentReportsAction": {
    lacks: null,
    own: true,
    args: async (world) => [(await world.student()).id],
  },
  "reports.addTypeAction": { lacks: "registrar", own: true, args: () => ["Boletín de refuerzo"] },
  "reports.renameTypeAction": {
    lacks: "registrar",
    args: async (world) => [{ slug: await reportType(world), name: world.named("tipo") }],
  },
  "reports.archiveTypeAction": {
    lacks: "registrar",
    args: async (world) => [{ slug: await reportType(world), archived: true }],
  },
  "reports/match.matchNamesAction": {
    lacks: "teacher",
    own: true,
    args: async (world) => {
      await world.student();
      return [[`${world.mark}.pdf`]];
    },
  },
  "reports/match.matchTextsAction": {
    lacks: "teacher",
    own: true,
    args: (world) => [{ files: [{ name: "a.pdf", text: world.mark }], common: [] }],
  },
  "reports/match.takenSlotsAction": {
    lacks: "teacher",
    own: true,
    args: async (world) => [
      [{ student: (await world.student()).id, type: "transcript", year: 2026, term: null }],
    ],
  },
  "messages.listMessagesAction": {
    lacks: null,
    own: true,
    args: () => [{ box: "sent", q: "", cursor: null }],
  },
  "messages.findRecipientsAction": { lacks: "viewer", own: true, args: () => ["a"] },
  "messages.saveDraftAction": {
    lacks: "viewer",
    args: async (world) => [{ id: await draft(world), subject: "otro", body: "", to: [] }],
  },
  "messages.attachDocumentsAction": {
    lacks: "viewer",
    args: async (world) => [{ id: await draft(world), documentIds: [(await world.document()).id] }],
  },
  "messages.detachDocumentAction": {
    lacks: "viewer",
    args: async (world) => {
      const made = { id: await draft(world), documentId: (await world.document()).id };
      await world.does("messages.attachDocumentsAction", { id: made.id, documentIds: [made.documentId] });
      return [made];
    },
  },
  "messages.sendDraftAction": { lacks: "viewer", works: true, args: async (world) => [await draft(world)] },
  "messages.discardDraftAction": { lacks: "viewer", args: async (world) => [await draft(world)] },
  "messages.markMessageAction": {
    lacks: null,
    args: async (world) => [{ id: await received(world), read: true }],
  },
  "messages.moveMessageAction": {
    lacks: "viewer",
    args: async (world) => [{ id: await sent(world), box: "sent", to: "gone" }],
  },
  "messages.setMessageMailAction": { lacks: null, own: true, args: () => [false] },
  "profiles.requestPictureAction": {
    lacks: null,
    own: true,
    args: () => [{ size: 5000, sha256: "a".repeat(64) }],
  },
  "profiles.confirmPictureAction": {
    lacks: "viewer",
    // Nothing has arrived yet.
    answers: "upload_not_arrived",
    args: async (world) => {
      const { uploadId } = await world.does<{ uploadId: string }>("profiles.requestPictureAction", {
        size: 5000,
        sha256: "b".repeat(64),
      });
      return [uploadId];
    },
  },
  "profiles.removePictureAction": { lacks: null, own: true, args: () => [] },
};

async function reportType(world: World): Promise<string> {
  const name = world.named("tipo");
  const all = await world.does<{ slug: string; name: string }[]>("reports.addTypeAction", name);
  return all.find((one) => one.name === name)?.slug ?? "";
}
