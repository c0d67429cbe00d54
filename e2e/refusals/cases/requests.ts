import { letter } from "../../samples/pdf.ts";
import { sha256 } from "../../samples/sample.ts";
import type { RequestCase } from "../case.ts";
import type { World } from "../world.ts";

async function about(world: World) {
  const { name, type, bytes } = await letter(`${world.named("carta")}.pdf`);
  return { bytes, fields: { filename: name, content_type: type, size: bytes.length, sha256: sha256(bytes) } };
}

/** A large upload of which no part has been sent: the sweeper confirms what has arrived, whoever looks on. */
async function large(world: World): Promise<string> {
  const answer = await world.api.ask("POST", "/uploads", {
    kind: "media",
    filename: `${world.named("clase")}.mp4`,
    content_type: "video/mp4",
    size: 60_000_000,
  });
  if (answer.status !== 201) throw new Error(`a large upload: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { upload_id: string }).upload_id;
}

const session = { by: "session" } as const;
const token = { by: "token" } as const;
const GET = { method: "GET" } as const;

/** Every handler of requests, method by method. */
export const REQUESTS: readonly RequestCase[] = [
  {
    ...GET,
    ...session,
    route: "/audit/export",
    at: () => "/audit/export?format=csv",
    lacks: "registrar",
    own: true,
  },
  {
    ...GET,
    ...session,
    route: "/documents/[id]/download",
    at: async (world) => `/documents/${(await world.document()).id}/download`,
  },
  { ...GET, ...session, route: "/notifications", at: () => "/notifications", own: true },
  {
    ...GET,
    ...session,
    route: "/people/pictures",
    at: ({ school }) => `/people/pictures?id=${school.people.teacher.id}`,
    own: true,
  },
  {
    method: "POST",
    ...session,
    route: "/settings/storage/checks",
    at: () => "/settings/storage/checks",
    lacks: "school",
    aside: "the doctor writes to the bucket: storage.spec.ts runs it",
  },
  {
    ...GET,
    ...session,
    route: "/settings/storage/reconcile/[run]/manifest",
    at: () => "/settings/storage/reconcile/00000000-0000-4000-8000-000000000000/manifest",
    lacks: "school",
    aside: "reconcile.spec.ts reads one",
  },
  {
    ...GET,
    ...session,
    route: "/settings/school/members/import/sample",
    at: () => "/settings/school/members/import/sample",
    open: true,
  },
  { ...GET, ...session, route: "/students/import/sample", at: () => "/students/import/sample", open: true },
  { ...GET, ...session, route: "/students/missing", at: () => "/students/missing", own: true },
  { ...GET, ...session, route: "/usage/export", at: () => "/usage/export", lacks: "teacher", own: true },
  {
    ...GET,
    ...session,
    route: "/d/[id]",
    at: async (world) => `/d/${(await world.document()).id}`,
    open: true,
  },
  { ...GET, ...session, route: "/api/auth/[...nextauth]", at: () => "/api/auth/session", open: true },
  { method: "POST", ...session, route: "/api/auth/[...nextauth]", at: () => "/api/auth/signout", open: true },
  {
    ...GET,
    ...session,
    route: "/api/auth/callback/oidc",
    at: () => "/api/auth/callback/oidc?code=x",
    open: true,
  },
  { ...GET, ...session, route: "/api/health", at: () => "/api/health", open: true },
  { ...GET, ...session, route: "/api/ready", at: () => "/api/ready", open: true },
  // Where no token is set there is no such address; what it takes with one: lib/metrics/scrape.integration.test.ts.
  {
    ...GET,
    ...session,
    route: "/api/metrics",
    at: () => "/api/metrics",
    open: true,
  },
  { ...GET, ...session, route: "/icon.svg", at: () => "/icon.svg", open: true },
  { ...GET, ...session, route: "/api/v1/[[...path]]", at: () => "/api/v1/nothing", open: true },
  { ...GET, ...token, route: "/api/v1/openapi.json", at: () => "/api/v1/openapi.json", open: true },
  {
    method: "POST",
    ...session,
    route: "/api/uploads",
    at: () => "/api/uploads",
    lacks: "viewer",
    body: (world) => ({
      schoolId: world.school.id,
      files: [
        { kind: "media", filename: `${world.named("clip")}.mp4`, contentType: "video/mp4", size: 60_000_000 },
      ],
    }),
  },
  { ...GET, ...token, route: "/api/v1/documents", at: () => "/api/v1/documents", own: true },
  {
    ...GET,
    ...token,
    route: "/api/v1/documents/[id]",
    at: async (world) => `/api/v1/documents/${(await world.document()).id}`,
    without: "documents:read",
  },
  {
    method: "PATCH",
    ...token,
    route: "/api/v1/documents/[id]",
    at: async (world) => `/api/v1/documents/${(await world.document()).id}`,
    body: (world) => ({ filename: `${world.named("otro")}.pdf` }),
    without: "documents:write",
  },
  {
    method: "DELETE",
    ...token,
    route: "/api/v1/documents/[id]",
    at: async (world) => `/api/v1/documents/${(await world.document()).id}`,
    without: "documents:delete",
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/documents/[id]/download",
    at: async (world) => `/api/v1/documents/${(await world.document()).id}/download`,
    without: "documents:read",
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/documents/[id]/preview",
    at: async (world) => `/api/v1/documents/${(await world.document()).id}/preview`,
    without: "documents:read",
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/documents/[id]/versions",
    at: async (world) => `/api/v1/documents/${(await world.versioned()).id}/versions`,
    without: "documents:read",
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/documents/upload",
    at: () => "/api/v1/documents/upload",
    // Of a student of the school, whom a stranger must not find.
    body: async (world: World) => {
      const { bytes, fields } = await about(world);
      const form = new FormData();
      form.set("filename", fields.filename);
      form.set("student_ids", (await world.student()).id);
      form.set("file", new Blob([new Uint8Array(bytes)], { type: fields.content_type }), "file");
      return form;
    },
    without: "documents:write",
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/messages",
    at: () => "/api/v1/messages",
    without: "messages:read",
    own: true,
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/messages",
    at: () => "/api/v1/messages",
    body: (world) => ({ subject: world.named("aviso"), body: "x", to: [world.school.people.viewer.id] }),
    without: "messages:write",
    works: true,
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/students",
    at: () => "/api/v1/students",
    without: "students:read",
    own: true,
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/students",
    at: () => "/api/v1/students",
    body: () => ({ given_name: "Ana", family_name: "Vega" }),
    without: "students:write",
    own: true,
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/uploads",
    at: () => "/api/v1/uploads",
    body: async (world: World) => ({
      ...(await about(world)).fields,
      student_ids: [(await world.student()).id],
    }),
    without: "documents:write",
  },
  {
    ...GET,
    ...token,
    route: "/api/v1/uploads/[id]",
    at: async (world) => `/api/v1/uploads/${await large(world)}`,
  },
  {
    method: "DELETE",
    ...token,
    route: "/api/v1/uploads/[id]",
    at: async (world) => `/api/v1/uploads/${await large(world)}`,
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/uploads/[id]/complete",
    at: async (world) => `/api/v1/uploads/${await large(world)}/complete`,
    body: () => ({ parts: [{ part_number: 1, etag: '"0123456789abcdef0123456789abcdef"' }] }),
    // Nothing has arrived.
    status: 409,
  },
  {
    method: "POST",
    ...token,
    route: "/api/v1/uploads/[id]/parts",
    at: async (world) => `/api/v1/uploads/${await large(world)}/parts`,
    body: () => ({ part_numbers: [1] }),
  },
  { ...GET, ...token, route: "/api/v1/usage", at: () => "/api/v1/usage", without: "usage:read", own: true },
];
