import { randomBytes } from "node:crypto";
import { PERMISSIONS, type Permission } from "#lib/auth/permissions.ts";
import { Api, type ApiDocument } from "../fixtures/api.ts";
import type { Installation } from "../fixtures/installation.ts";
import { foundSchool, type Person, type School } from "../fixtures/school.ts";
import { type SignedIn, signInByHttp } from "../fixtures/sign-in.ts";
import { letter } from "../samples/pdf.ts";
import { photo } from "../samples/picture.ts";
import { type Sample, sha256 } from "../samples/sample.ts";
import { type BuiltAction, builtActions } from "./build.ts";
import { act, type Caller, codeOf, type Form } from "./call.ts";

const cookieOf = ({ cookies }: SignedIn) => cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

/** Those whom no door of anybody's may open for. */
type Outsider = "nobody" | "revoked" | "expired" | "suspended" | "left" | "blocked";

/** Tokens that open nothing. */
type Spent = "nobody's token" | "a revoked token" | "an expired token" | "a suspended account's token";

/** A school that has something of everything, and all who must not get at it. */
export type World = {
  installation: Installation;
  school: School;
  other: School;
  /** Stands in all names that the school has given, and so must stand in nobody else's answers. */
  mark: string;
  /** Callers who are let in nowhere. */
  outsiders: Readonly<Record<Outsider, Caller>>;
  spentTokens: Readonly<Record<Spent, Caller>>;
  member(role: "administrator" | "registrar" | "teacher" | "viewer"): Caller;
  /** The administrator of the other school. */
  stranger: Caller;
  strangerToken: Caller;
  /** Looks after the installation, and is a member of the other school alone. */
  platform: Caller;
  token(permissions: readonly Permission[]): Promise<Caller>;
  /** With every permission; what it asks for itself, it may go on with. */
  erp: Caller;
  api: Api;
  /** Calls an action as somebody, and answers what it answered. */
  doesAs<T>(who: Caller, name: string, ...args: readonly unknown[]): Promise<T>;
  /** Calls an action as the school's administrator. */
  does<T>(name: string, ...args: readonly unknown[]): Promise<T>;
  document(kind?: "document" | "report" | "media"): Promise<ApiDocument>;
  trashed(): Promise<ApiDocument>;
  versioned(): Promise<ApiDocument>;
  student(): Promise<{ id: string }>;
  /** Somebody more in the school, as a teacher. */
  colleague(): Promise<Person & { cookie: string }>;
  named(what: string): string;
};

/** Everything of an action's answer, from the stream that it comes in. */
function dataOf(text: string): unknown {
  const line = text.split("\n").find((row) => /^[0-9a-f]+:\{"ok":true/.test(row));
  if (line === undefined) throw new Error(`no answer in: ${text.slice(0, 400)}`);
  const answer = JSON.parse(line.slice(line.indexOf(":") + 1), (_key, value: unknown) =>
    typeof value === "string" && value.startsWith("$D") ? value.slice(2) : value,
  ) as { data: unknown };
  return answer.data;
}

async function addPerson({ sql }: Installation, school: School, mark: string): Promise<Person> {
  const { administrator } = school.people;
  const email = `${mark}-${randomBytes(4).toString("hex")}@${school.slug}.example`;
  const [user] = await sql<{ id: string }[]>`
    insert into users (id, email, name, password_hash)
    select gen_random_uuid(), ${email}, ${`Persona ${mark}`}, password_hash from users where id = ${administrator.id}
    returning id`;
  if (user === undefined) throw new Error("nobody could be added");
  await sql`insert into memberships (school_id, user_id, role) values (${school.id}, ${user.id}, 'teacher')`;
  return { ...administrator, id: user.id, email };
}

/** Sessions of administrators that were good until a moment ago. */
async function makeOutsiders(
  installation: Installation,
  school: School,
  mark: string,
): Promise<Record<Outsider, Caller>> {
  const { sql, baseUrl } = installation;
  const make = async (spoil: (person: Person) => Promise<unknown>): Promise<Caller> => {
    const person = await addPerson(installation, school, mark);
    await sql`update memberships set role = 'administrator' where user_id = ${person.id}`;
    const cookie = cookieOf(await signInByHttp(baseUrl, person));
    await spoil(person);
    return { cookie };
  };
  return {
    nobody: {},
    revoked: await make(({ id }) => sql`update sessions set revoked_at = now() where user_id = ${id}`),
    expired: await make(
      ({ id }) => sql`update sessions set expires_at = now() - interval '1 second' where user_id = ${id}`,
    ),
    suspended: await make(({ id }) => sql`update memberships set suspended_at = now() where user_id = ${id}`),
    left: await make(({ id }) => sql`update memberships set left_at = now() where user_id = ${id}`),
    blocked: await make(({ id }) => sql`update users set suspended_at = now() where id = ${id}`),
  };
}

/** A token of a service account of its own, straight in the database: the command takes a second for each. */
async function addToken(
  { sql }: Installation,
  school: School,
  permissions: readonly string[],
): Promise<{ id: string; userId: string; token: string }> {
  const token = `ath_${randomBytes(32).toString("base64url")}`;
  const [user] = await sql<{ id: string }[]>`
    insert into users (id, kind, name) values (gen_random_uuid(), 'service', 'ERP') returning id`;
  const userId = user?.id ?? "";
  await sql`insert into memberships (school_id, user_id, role) values (${school.id}, ${userId}, 'administrator')`;
  const [row] = await sql<{ id: string }[]>`
    insert into api_tokens (id, school_id, user_id, name, hash, permissions)
    values (gen_random_uuid(), ${school.id}, ${userId}, 'ERP', ${sha256(Buffer.from(token))}, ${[...permissions]})
    returning id`;
  return { id: row?.id ?? "", userId, token };
}

async function makeSpentTokens(installation: Installation, school: School): Promise<Record<Spent, Caller>> {
  const { sql } = installation;
  const make = async (spoil: (made: { id: string; userId: string }) => Promise<unknown>): Promise<Caller> => {
    const made = await addToken(installation, school, PERMISSIONS);
    await spoil(made);
    return { token: made.token };
  };
  return {
    "nobody's token": { token: `ath_${randomBytes(32).toString("base64url")}` },
    "a revoked token": await make(({ id }) => sql`update api_tokens set revoked_at = now() where id = ${id}`),
    "an expired token": await make(
      ({ id }) => sql`update api_tokens set expires_at = now() - interval '1 second' where id = ${id}`,
    ),
    "a suspended account's token": await make(
      ({ userId }) => sql`update memberships set suspended_at = now() where user_id = ${userId}`,
    ),
  };
}

type Ticket = {
  upload_id: string;
  url: string;
  method: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
};

/** Sends bytes to the bucket as an upload that nobody has confirmed; answers its id. */
async function uploaded(api: Api, about: Record<string, unknown>, bytes: Buffer): Promise<string> {
  const answer = await api.ask("POST", "/uploads", about);
  if (answer.status !== 201) throw new Error(`an upload: ${answer.status} ${await answer.text()}`);
  const { upload_id, url, method, fields, headers } = (await answer.json()) as Ticket;
  const body = new FormData();
  for (const [field, value] of Object.entries(fields ?? {})) body.set(field, value);
  body.set("file", new Blob([new Uint8Array(bytes)]));
  const sent = await (method === "post"
    ? fetch(url, { method: "POST", body })
    : fetch(url, { method: "PUT", headers: headers ?? {}, body: new Uint8Array(bytes) }));
  if (!sent.ok) throw new Error(`the bucket: ${sent.status} ${await sent.text()}`);
  return upload_id;
}

/** Founds both schools and fills the one. */
export async function makeWorld(installation: Installation): Promise<World> {
  const { baseUrl, sql } = installation;
  const mark = `marca${randomBytes(5).toString("hex")}`;
  const school = await foundSchool(installation);
  const other = await foundSchool(installation);
  const actions = new Map<string, BuiltAction>(builtActions().map((action) => [action.name, action]));
  await sql`update schools set name = ${`Colegio ${mark}`} where id = ${school.id}`;
  await sql`update users set name = ${mark} || ' ' || name
    where id in (select user_id from memberships where school_id = ${school.id})`;

  const cookies = new Map<string, string>();
  for (const role of ["administrator", "registrar", "teacher", "viewer"] as const) {
    cookies.set(role, cookieOf(await signInByHttp(baseUrl, school.people[role])));
  }
  const member: World["member"] = (role) => ({ cookie: cookies.get(role) ?? "" });
  const keeper = await addPerson(installation, other, "guarda");
  await sql`update users set platform_admin = true where id = ${keeper.id}`;
  // For as long as this takes, none of them is asked who they are.
  await sql`update sessions set confirmed_at = now() + interval '1 hour' where school_id = ${school.id}`;
  const erp = await addToken(installation, school, PERMISSIONS);
  const api = new Api(baseUrl, erp.token);

  let count = 0;
  const named = (what: string) => `${mark} ${what} ${++count}`;
  const doesAs: World["doesAs"] = async (who, name, ...args) => {
    const action = actions.get(name);
    if (action === undefined) throw new Error(`the build has no action ${name}`);
    const given = args as readonly unknown[] | [Form];
    const answer = await act(baseUrl, who, action, given);
    if (codeOf(answer) !== "ok") throw new Error(`${name}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return dataOf(answer.text) as never;
  };
  const does: World["does"] = (name, ...args) => doesAs(member("administrator"), name, ...args);
  const sampleOf = async (kind: "document" | "report" | "media"): Promise<Sample> => {
    if (kind === "media") return photo(`${named("foto")}.png`);
    return letter(`${named(kind)}.pdf`);
  };
  const document: World["document"] = async (kind = "document") => {
    if (kind !== "report") return api.store(await sampleOf(kind), kind);
    const { name, type, bytes } = await sampleOf("report");
    const about = { filename: name, content_type: type, size: bytes.length, sha256: sha256(bytes) };
    const ticket = await uploaded(api, { ...about, kind, report_type: "transcript", year: 2026 }, bytes);
    const done = await api.ask("POST", `/uploads/${ticket}/complete`, {});
    if (!done.ok) throw new Error(`a report: ${done.status} ${await done.text()}`);
    return (await done.json()) as ApiDocument;
  };
  return {
    installation,
    school,
    other,
    mark,
    outsiders: await makeOutsiders(installation, school, mark),
    spentTokens: await makeSpentTokens(installation, school),
    member,
    stranger: { cookie: cookieOf(await signInByHttp(baseUrl, other.people.administrator)) },
    strangerToken: { token: (await addToken(installation, other, PERMISSIONS)).token },
    platform: { cookie: cookieOf(await signInByHttp(baseUrl, keeper)) },
    token: async (permissions) => ({ token: (await addToken(installation, school, permissions)).token }),
    erp: { token: erp.token },
    api,
    doesAs,
    does,
    document,
    async trashed() {
      const stored = await document();
      await does("documents.trashDocumentsAction", [stored.id]);
      return stored;
    },
    async versioned() {
      const stored = await document();
      const { name, type, bytes } = await letter(`${named("versión")}.pdf`, 2);
      const about = { filename: name, content_type: type, size: bytes.length, sha256: sha256(bytes) };
      const ticket = await uploaded(api, { ...about, replaces: stored.id }, bytes);
      const done = await api.ask("POST", `/uploads/${ticket}/complete`, {});
      if (!done.ok) throw new Error(`a version: ${done.status} ${await done.text()}`);
      return stored;
    },
    async student() {
      const answer = await api.ask("POST", "/students", { given_name: named("Ana"), family_name: mark });
      if (answer.status !== 201) throw new Error(`a student: ${answer.status}`);
      return (await answer.json()) as { id: string };
    },
    async colleague() {
      const person = await addPerson(installation, school, mark);
      return { ...person, cookie: cookieOf(await signInByHttp(baseUrl, person)) };
    },
    named,
  };
}
