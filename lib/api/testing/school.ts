import { randomUUID } from "node:crypto";
import { sealSession, sessionCookie } from "#lib/auth/cookie.ts";
import { PERMISSIONS, type Permission } from "#lib/auth/permissions.ts";
import { createSchool } from "#lib/auth/schools.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { openSession } from "#lib/testing/school.ts";
import { makeTokenOnServer } from "#lib/tokens/mutations.ts";

/** The headers by which a caller is known. */
export type Caller = Readonly<Record<string, string>>;

export type TestSchool = {
  id: string;
  adminId: string;
  /** Its administrator, signed in. */
  admin: Caller;
  /** A new service account with these permissions, all when none are named. */
  token: (...permissions: Permission[]) => Promise<Caller>;
};

const origin = localOrigin("test");

/** Makes a school of its own for a test file, so that files do not see each other. */
export async function makeSchool(timeZone = "Pacific/Chatham"): Promise<TestSchool> {
  const slug = `school-${randomUUID()}`;
  const admin = { name: "Ada Admin", email: `${slug}@example.org`, passwordHash: "none" };
  const { schoolId, userId } = await createSchool(
    { name: slug, slug, timeZone, locale: "en", admin },
    origin,
  );
  const session = await sealSession(await openSession({ userId, passwordHash: "none" }, schoolId, origin));
  return {
    id: schoolId,
    adminId: userId,
    admin: { cookie: `${sessionCookie().name}=${session}` },
    async token(...permissions) {
      const token = await makeTokenOnServer(origin, {
        schoolId,
        name: "ERP",
        permissions: permissions.length > 0 ? permissions : PERMISSIONS,
        expiresAt: null,
      });
      return { authorization: `Bearer ${token}` };
    },
  };
}
