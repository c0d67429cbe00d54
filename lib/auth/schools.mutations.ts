import "server-only";
import { eq, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { setupLinks } from "#db/schema/setup-links.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import { SETUP_LINK_HOURS } from "#lib/auth/constants.ts";
import { insertSchool, openSessionIn } from "#lib/auth/mutations.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

const SETUP_LOCK = 7_236_412;

export type NewSchool = {
  name: string;
  slug: string;
  /** IANA name. */
  timeZone: string;
  locale: string;
  /** What it has decided about the files that it takes; all as usual when not given. */
  uploadRules?: UploadRules;
  /** Bytes it may store in all; null means no limit. */
  quotaBytes?: number | null;
  /** Null where they choose their password themselves, by a link. */
  admin: { name: string; email: string; passwordHash: string | null };
};

/**
 * Makes a school and its administrator; see `createSchool`.
 * @param by who makes it; the administrator where nobody else does.
 * @throws {AppError} `already_set_up` when the slug is taken, after which the transaction still holds.
 */
export async function insertSchoolWithAdmin(
  tx: Transaction,
  school: NewSchool,
  origin: RequestOrigin,
  by: string | null = null,
) {
  const schoolId = await insertSchool(tx, school);
  const [existing] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = ${school.admin.email.toLowerCase()}`);
  let userId = existing?.id;
  if (userId === undefined) {
    const [made] = await tx
      .insert(users)
      .values({ name: school.admin.name, email: school.admin.email, passwordHash: school.admin.passwordHash })
      .returning({ id: users.id });
    userId = (made as { id: string }).id;
  }
  await tx.insert(memberships).values({ schoolId, userId, role: "administrator" });
  await record(
    tx,
    { schoolId, userId: by ?? userId, origin },
    { action: "school.created", targetType: "school", targetId: schoolId, details: { slug: school.slug } },
  );
  return { schoolId, userId, adminExisted: existing !== undefined };
}

/**
 * Makes a school and its administrator. A person who exists already keeps their password and joins the new school.
 * @throws {AppError} `already_set_up` when the slug is taken.
 */
export async function createSchool(school: NewSchool, origin: RequestOrigin) {
  return database().transaction((tx) => insertSchoolWithAdmin(tx, school, origin));
}

/**
 * Uses up a set-up link: makes the first school and its administrator, who looks after the installation as well, and
 * signs them in.
 * @returns the session's id.
 * @throws {AppError} `already_set_up` when anybody was faster, `forbidden` when the link is not good.
 */
export async function setUpWithLink(
  linkHash: string,
  school: NewSchool,
  origin: RequestOrigin,
): Promise<string> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    const people = await tx.select({ id: users.id }).from(users).where(eq(users.kind, "person")).limit(1);
    if (people.length > 0) throw new AppError("already_set_up");
    const used = await tx
      .update(setupLinks)
      .set({ usedAt: sql`now()` })
      .where(
        sql`${setupLinks.hash} = ${linkHash} and ${setupLinks.usedAt} is null and ${setupLinks.expiresAt} > now()`,
      )
      .returning({ hash: setupLinks.hash });
    if (used.length === 0) throw new AppError("forbidden");
    const { schoolId, userId } = await insertSchoolWithAdmin(tx, school, origin);
    await tx.update(users).set({ platformAdmin: true }).where(eq(users.id, userId));
    return openSessionIn(tx, userId, schoolId, origin);
  });
}

/** Keeps a new set-up link and drops the earlier ones: only the newest works. */
export async function storeSetupLink(hash: string): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.delete(setupLinks);
    await tx.insert(setupLinks).values({
      hash,
      expiresAt: sql`now() + make_interval(hours => ${SETUP_LINK_HOURS})`,
    });
  });
}
