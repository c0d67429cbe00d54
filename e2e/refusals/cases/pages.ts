import type { PageCase } from "../case.ts";

const everybody: PageCase = { lacks: null, own: true };
const administrators: PageCase = { lacks: "registrar", own: true };
const counters: PageCase = { lacks: "teacher", own: true };
const keepers: PageCase = { lacks: "school" };

/** Every page. */
export const PAGES: Readonly<Record<string, PageCase>> = {
  // Leads to the documents, whoever asks.
  "/": { lacks: null, open: true },
  "/audit": administrators,
  "/documents/[id]/access": {
    lacks: "registrar",
    at: async (world) => `/documents/${(await world.document()).id}/access`,
  },
  "/design": { lacks: null, open: true },
  "/documents": { ...everybody, at: async (world) => `/documents?open=${(await world.document()).id}` },
  "/forgotten": { lacks: null, open: true },
  "/invite": { lacks: null, open: true, at: () => "/invite?token=guessed" },
  "/media": everybody,
  "/messages": everybody,
  "/messages/[id]": {
    lacks: null,
    at: async (world) => {
      const message = {
        id: null,
        subject: world.named("asunto"),
        body: world.named("texto"),
        to: ["school"],
      };
      const { id } = await world.does<{ id: string }>("messages.saveDraftAction", message);
      await world.does("messages.sendDraftAction", id);
      return `/messages/${id}`;
    },
  },
  "/messages/drafts": everybody,
  "/messages/drafts/[id]": {
    lacks: "viewer",
    at: async (world) => {
      const message = { id: null, subject: world.named("asunto"), body: world.named("texto"), to: [] };
      const { id } = await world.does<{ id: string }>("messages.saveDraftAction", message);
      return `/messages/drafts/${id}`;
    },
  },
  "/messages/new": { lacks: "viewer", own: true },
  "/messages/sent": everybody,
  "/reports": everybody,
  "/reset": { lacks: null, open: true, at: () => "/reset?token=guessed" },
  "/settings/account": everybody,
  "/settings/school": administrators,
  "/settings/school/api": administrators,
  "/settings/school/api-tokens": administrators,
  "/settings/school/checklist": administrators,
  "/settings/school/classes": administrators,
  "/settings/school/files": administrators,
  "/settings/school/members": administrators,
  "/settings/school/members/import": administrators,
  "/settings/school/signing-in": administrators,
  "/settings/school/webhooks": administrators,
  "/settings/school/webhooks/[id]": {
    lacks: "registrar",
    at: async (world) => {
      const { id } = await world.does<{ id: string }>("webhooks.addWebhookAction", {
        url: `http://127.0.0.1:9/${world.mark}`,
        events: ["document.purged"],
      });
      return `/settings/school/webhooks/${id}`;
    },
  },
  "/settings/school/webhooks/[id]/[delivery]": {
    lacks: "registrar",
    at: async (world) => {
      const { id } = await world.does<{ id: string }>("webhooks.addWebhookAction", {
        url: `http://127.0.0.1:9/${world.mark}`,
        events: ["document.purged"],
      });
      await world.does("webhooks.sendTestAction", id);
      const [row] = await world.installation.sql<{ id: string }[]>`
        select id from webhook_deliveries where webhook_id = ${id}`;
      return `/settings/school/webhooks/${id}/${row?.id}`;
    },
  },
  "/settings/storage": keepers,
  "/settings/storage/prices": keepers,
  "/settings/storage/reconcile": keepers,
  "/settings/storage/schools": keepers,
  "/setup": { lacks: null, open: true, at: () => "/setup?token=guessed" },
  "/sign-in": { lacks: null, open: true },
  "/sign-in/code": { lacks: null, open: true },
  "/sign-in/set-up": { lacks: null, open: true },
  "/students": everybody,
  "/students/[id]": { lacks: null, at: async (world) => `/students/${(await world.student()).id}` },
  "/students/import": { lacks: "teacher", own: true },
  "/trash": { ...everybody, at: async (world) => `/trash?open=${(await world.trashed()).id}` },
  "/usage": counters,
  "/usage/copies": counters,
  "/usage/unopened": counters,
  "/usage/versions": counters,
};
