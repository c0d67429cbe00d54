import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findAccount, findSchoolBySlug } from "#lib/auth/data.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { closeSession } from "#lib/auth/mutations.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { createSchool } from "#lib/auth/schools.mutations.ts";
import { WIDER_TYPES } from "#lib/documents/constants.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { widerRules } from "#lib/documents/school-policy.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { findByExternalIds } from "#lib/moving/people.data.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { openSession } from "#lib/testing/school.ts";
import { calendar } from "#scripts/demo/dates.ts";
import { withPast } from "#scripts/demo/past.ts";
import { PASSWORD, SCHOOL, STAFF, STUDENTS, type Staff } from "#scripts/demo/people.ts";
import { type PlannedFile, planFiles } from "#scripts/demo/plan.ts";
import { uploadAll } from "#scripts/demo/upload.ts";

const origin = localOrigin("npm run demo");

/** Makes the school with its first person, once. Answers its id. */
async function openSchool(): Promise<string> {
  const known = await findSchoolBySlug(SCHOOL.slug);
  if (known !== null) return known;
  const [{ name, email }] = STAFF;
  const { schoolId } = await createSchool(
    {
      name: SCHOOL.name,
      slug: SCHOOL.slug,
      timeZone: SCHOOL.timeZone,
      locale: SCHOOL.locale,
      uploadRules: widerRules(Object.keys(WIDER_TYPES)),
      admin: { name, email, passwordHash: await hashPassword(PASSWORD, []) },
    },
    origin,
  );
  return schoolId;
}

/** The id of a member. The product has no page yet that adds one, so the rows are written here. */
async function join(schoolId: string, { name, email, role }: Staff): Promise<string> {
  const known = await findAccount(email);
  const passwordHash = known === null ? await hashPassword(PASSWORD, []) : null;
  return database().transaction(async (tx) => {
    let userId = known?.userId;
    if (userId === undefined) {
      const [made] = await tx.insert(users).values({ name, email, passwordHash }).returning({ id: users.id });
      userId = (made as { id: string }).id;
    }
    await tx.insert(memberships).values({ schoolId, userId, role }).onConflictDoNothing();
    return userId;
  });
}

async function signIn(schoolId: string, person: Staff): Promise<Actor> {
  const userId = await join(schoolId, person);
  const account = await findAccount(person.email);
  const passwordHash = account?.passwordHash ?? null;
  const actor = await actorOfSession(await openSession({ userId, passwordHash }, schoolId, origin), origin);
  if (actor === null) throw new Error(`${person.name} could not be signed in.`);
  return actor;
}

/** Enters the students, once. Answers their ids by their numbers. */
async function enrol(registrar: Actor | undefined): Promise<ReadonlyMap<string, readonly string[]>> {
  if (registrar === undefined) throw new Error("Nobody may enter students.");
  const there = await findByExternalIds(
    registrar,
    STUDENTS.map(({ number }) => number),
  );
  const ids = new Map([...there].map(([number, id]) => [number, [id]]));
  for (const { name, number, className, born } of STUDENTS) {
    if (ids.has(number)) continue;
    const [givenName = "", ...family] = name.split(" ");
    const { id } = await createStudent(registrar, {
      givenName,
      familyName: family.join(" "),
      externalId: number,
      dateOfBirth: born.toISOString().slice(0, 10),
      group: className,
      enrolledOn: null,
      leftOn: null,
    });
    ids.set(number, [id]);
  }
  return ids;
}

/** What of the plan an earlier run has not stored; two files of one person may have the same name. */
async function missing(actor: Actor, files: readonly PlannedFile[]): Promise<PlannedFile[]> {
  const own = and(eq(documents.schoolId, actor.schoolId), eq(documents.uploadedBy, actor.userId));
  const rows = await database().select({ filename: documents.filename }).from(documents).where(own);
  const there = rows.map(({ filename }) => filename);
  return files.filter(({ filename }) => {
    const at = there.indexOf(filename);
    if (at >= 0) there.splice(at, 1);
    return at < 0;
  });
}

/** Makes a document as old as it is to look: the product stores now, and has no way to say anything else. */
async function age(documentId: string, file: PlannedFile): Promise<void> {
  await database()
    .update(documents)
    .set({ uploadedAt: file.at, ...(file.trashedAt && { deletedAt: file.trashedAt }) })
    .where(eq(documents.id, documentId));
}

/**
 * Fills a database and a store with the made-up school: people, and their files through every check. What an earlier
 * run has done is not done again.
 * @param anchor the moment from which its past is counted back; the same gives the same school.
 * @param tell hears how many of how many files are stored.
 * @returns how many files were stored.
 */
export async function fillSchool(
  anchor: Date,
  tell: (stored: number, all: number) => void = () => {},
): Promise<number> {
  const schoolId = await openSchool();
  const plan = planFiles(calendar(anchor));
  const work: { actor: Actor; files: PlannedFile[] }[] = [];
  for (const person of STAFF) {
    const actor = await signIn(schoolId, person);
    const files = plan.filter(({ by }) => by === person.name);
    work.push({ actor, files: await missing(actor, files) });
  }
  const students = await enrol(work.find(({ actor }) => actor.can("students:write"))?.actor);
  const all = work.reduce((sum, { files }) => sum + files.length, 0);
  let stored = 0;
  await withPast((setBack) =>
    Promise.all(
      work.map(async ({ actor, files }) => {
        await uploadAll(actor, files, students, async (file, documentId) => {
          if (file.trashedAt) await trashDocuments(actor, [documentId]);
          await age(documentId, file);
          setBack({ documentId, action: "document.created", at: file.at });
          if (file.trashedAt) setBack({ documentId, action: "document.deleted", at: file.trashedAt });
          stored += 1;
          tell(stored, all);
        });
        await closeSession(actor);
      }),
    ),
  );
  return stored;
}
