import { expect } from "@playwright/test";
import type { ActionCases } from "../case.ts";
import type { World } from "../world.ts";

const list = { view: "live", params: {} };
const ANY = "2026-11-23T12:00:00.000Z";

async function bulkTrash(world: World): Promise<{ id: string }> {
  const { id } = await world.document();
  const started = await world.does<{ id: string }>("bulk.startBulkActionAction", {
    action: "trash",
    of: { ids: [id] },
  });
  const { sql } = world.installation;
  await expect
    .poll(async () => (await sql`select state from bulk_actions where id = ${started.id}`)[0]?.state, {
      timeout: 60_000,
    })
    .toBe("done");
  return started;
}

async function view(world: World): Promise<string> {
  const views = await world.does<{ id: string }[]>("views.saveViewAction", {
    name: world.named("vista"),
    params: { q: "actas" },
  });
  return views.at(-1)?.id ?? "";
}

/** The last of the record classes, a new one. */
export async function recordClass(world: World): Promise<string> {
  const name = world.named("clase");
  const all = await world.does<{ id: string; name: string }[]>("record-classes.addClassAction", name);
  return all.find((one) => one.name === name)?.id ?? "";
}

/** Files: lists, opening, describing, deleting, versions, publishing. */
export const FILE_ACTIONS: ActionCases = {
  "documents.listDocumentsAction": { lacks: null, own: true, args: () => [{ ...list, cursor: null }] },
  "documents.rereadDocumentsAction": { lacks: null, own: true, args: () => [list] },
  "documents.listUploadersAction": { lacks: null, own: true, args: () => [] },
  "documents.listFilterChoicesAction": { lacks: null, own: true, args: () => [] },
  "documents.listRecentDocumentsAction": { lacks: null, own: true, args: () => [] },
  "documents.signDownloadsAction": {
    lacks: null,
    own: true,
    echoes: true,
    args: async (world) => [[(await world.document()).id]],
  },
  "documents.openDocumentAction": {
    lacks: null,
    args: async (world) => [(await world.document()).id, false],
  },
  "documents.renameDocumentAction": {
    lacks: "viewer",
    args: async (world) => {
      const { id, filename } = await world.document();
      return [{ id, wanted: { filename: `${world.named("nuevo")}.pdf` }, seen: { filename } }];
    },
  },
  "documents.describedDocumentAction": { lacks: null, args: async (world) => [(await world.document()).id] },
  "documents.describeDocumentAction": {
    lacks: "viewer",
    args: async (world) => [
      { id: (await world.document()).id, wanted: { notes: world.named("nota") }, seen: { notes: null } },
    ],
  },
  "documents.prepareDocumentsAction": {
    lacks: null,
    own: true,
    args: async (world) => [[(await world.document()).id]],
  },
  "documents.noteViewAction": { lacks: null, args: async (world) => [(await world.document()).id] },
  "documents.documentHistoryAction": {
    lacks: null,
    args: async (world) => [{ id: (await world.document()).id, after: null }],
  },
  "documents.trashDocumentsAction": {
    lacks: "teacher",
    args: async (world) => [[(await world.document()).id]],
  },
  "documents.restoreDocumentsAction": {
    lacks: "teacher",
    args: async (world) => [[(await world.trashed()).id]],
  },
  "documents.purgeDocumentsAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => [[(await world.trashed()).id]],
  },
  "versions.listVersionsAction": {
    lacks: null,
    args: async (world) => [{ id: (await world.versioned()).id, below: null }],
  },
  "versions.openVersionAction": {
    lacks: null,
    args: async (world) => [{ id: (await world.versioned()).id, number: 1, afresh: false }],
  },
  "versions.restoreVersionAction": {
    lacks: "teacher",
    args: async (world) => [{ id: (await world.versioned()).id, number: 1 }],
  },
  "versions.deleteVersionAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => [{ id: (await world.versioned()).id, number: 1 }],
  },
  "versions.countOldVersionsAction": {
    lacks: "registrar",
    own: true,
    args: async (world) => [{ days: 30, documentId: (await world.versioned()).id }],
  },
  "versions.deleteOldVersionsAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => [{ id: (await world.versioned()).id, upTo: new Date().toISOString() }],
  },
  "publishing.publishAction": {
    lacks: "teacher",
    works: true,
    args: async (world) => [(await world.document("media")).id],
  },
  "publishing.unpublishAction": {
    lacks: "teacher",
    works: true,
    args: async (world) => {
      const { id } = await world.document("media");
      await world.does("publishing.publishAction", id);
      return [id];
    },
  },
  "publishing.publicationAction": {
    lacks: null,
    args: async (world) => [(await world.document("media")).id],
  },
  "media.listMediaAction": { lacks: null, own: true, args: () => [{ shown: "all", cursor: null }] },
  "logo.chooseLogoAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => [(await world.document("media")).id],
  },
  "logo.removeLogoAction": { lacks: "registrar", own: true, works: true, args: () => [] },
  "logo.logoAction": { lacks: null, own: true, args: () => [] },
  "bulk.countMatchingAction": {
    lacks: null,
    args: ({ school }) => [{ schoolId: school.id, view: "live", params: {} }],
  },
  "bulk.listMatchingAction": {
    lacks: null,
    args: ({ school }) => [{ schoolId: school.id, params: {}, asOf: ANY }],
  },
  "bulk.startBulkActionAction": {
    lacks: "viewer",
    works: true,
    args: async (world) => [
      {
        action: "trash",
        of: {
          schoolId: world.school.id,
          params: { q: (await world.document()).filename },
          asOf: new Date().toISOString(),
        },
      },
    ],
  },
  "bulk.undoBulkActionAction": {
    lacks: "viewer",
    works: true,
    args: async (world) => [(await bulkTrash(world)).id],
  },
  "bulk.stopBulkActionAction": { lacks: "viewer", args: async (world) => [(await bulkTrash(world)).id] },
  "bulk.seeBulkActionsAction": {
    lacks: null,
    own: true,
    args: async (world) => [[(await bulkTrash(world)).id]],
  },
  "views.saveViewAction": {
    lacks: null,
    own: true,
    args: () => [{ name: "Actas", params: { q: "actas" } }],
  },
  "views.changeViewAction": {
    lacks: "viewer",
    args: async (world) => [{ id: await view(world), name: world.named("vista") }],
  },
  "views.moveViewAction": { lacks: "viewer", args: async (world) => [await view(world), 1] },
  "views.deleteViewAction": { lacks: "viewer", args: async (world) => [await view(world)] },
  "tags.suggestTagsAction": { lacks: null, own: true, args: () => [""] },
  "record-classes.addClassAction": {
    lacks: "registrar",
    own: true,
    args: () => ["Libro de actas"],
  },
  "record-classes.renameClassAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await recordClass(world), name: world.named("clase") }],
  },
  "record-classes.moveClassAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await recordClass(world), by: -1 }],
  },
  "record-classes.archiveClassAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await recordClass(world), archived: true }],
  },
  "record-classes.restrictClassAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await recordClass(world), restricted: true }],
  },
  "upload-rules.setUploadRuleAction": {
    lacks: "registrar",
    own: true,
    args: () => [{ kind: "report", from: null, to: { maxBytes: 5_000_000 } }],
  },
};
