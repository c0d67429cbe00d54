import { randomUUID } from "node:crypto";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { actorOfSession, actorOfToken } from "#lib/auth/identify.ts";
import { type Account, holdAccount, openSessionIn } from "#lib/auth/mutations.ts";
import { PERMISSIONS, type Permission, type Role } from "#lib/auth/permissions.ts";
import { createSchool } from "#lib/auth/schools.mutations.ts";
import { localOrigin, type RequestOrigin } from "#lib/http/origin.ts";
import type { Opened } from "#lib/second-factor/open.mutations.ts";
import { makeTokenOnServer } from "#lib/tokens/mutations.ts";

const origin = localOrigin("test");

export type TestSchool = {
  id: string;
  administrator: Actor;
  registrar: Actor;
  teacher: Actor;
  viewer: Actor;
  /** One more person of this role, signed in. */
  person(role: Role): Promise<Actor>;
  /** A new service account with these permissions, all when none are named. */
  token(...permissions: Permission[]): Promise<{ actor: Actor; token: string }>;
};

function there<T>(value: T | null | undefined): T {
  if (value == null) throw new Error("It is not there.");
  return value;
}

/** The session that signing in has come to, of somebody who is asked for no second step. */
export async function opened(work: Promise<Opened>): Promise<string> {
  const come = await work;
  if ("step" in come) throw new Error("A second step is asked for.");
  return come.sessionId;
}

/** A session, without a first factor that anybody asked for. */
export async function openSession(
  person: Account,
  schoolId: string,
  from: RequestOrigin = origin,
): Promise<string> {
  return database().transaction(async (tx) => {
    await holdAccount(tx, person);
    return openSessionIn(tx, person.userId, schoolId, from);
  });
}

/** Signs a member in, as the product does once the password was right. */
export async function signedIn(userId: string, schoolId: string): Promise<Actor> {
  const person = { userId, passwordHash: await findPasswordHash(userId) };
  return there(await actorOfSession(await openSession(person, schoolId), origin));
}

/** A person who belongs to no school yet. */
export async function insertPerson(
  passwordHash: string | null = null,
): Promise<{ id: string; email: string }> {
  const email = `person-${randomUUID()}@example.org`;
  const [row] = await database()
    .insert(users)
    .values({ name: "Pat Person", email, passwordHash })
    .returning({ id: users.id });
  return { id: there(row).id, email };
}

/** A school of its own, with a member of each role, so that tests do not see each other's. */
export async function buildSchool(options: { timeZone?: string } = {}): Promise<TestSchool> {
  const slug = `school-${randomUUID()}`;
  const made = await createSchool(
    {
      name: `School ${slug}`,
      slug,
      timeZone: options.timeZone ?? "Pacific/Chatham",
      locale: "en",
      admin: { name: "Ada Admin", email: `${slug}@example.org`, passwordHash: "none" },
    },
    origin,
  );
  const schoolId = made.schoolId;
  const person = async (role: Role) => {
    const { id } = await insertPerson();
    await database().insert(memberships).values({ schoolId, userId: id, role });
    return signedIn(id, schoolId);
  };
  return {
    id: schoolId,
    administrator: await signedIn(made.userId, schoolId),
    registrar: await person("registrar"),
    teacher: await person("teacher"),
    viewer: await person("viewer"),
    person,
    async token(...permissions) {
      const token = await makeTokenOnServer(origin, {
        schoolId,
        name: "ERP",
        permissions: permissions.length > 0 ? permissions : PERMISSIONS,
        expiresAt: null,
      });
      return { actor: there(await actorOfToken(token, origin)), token };
    },
  };
}
