import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { warnSchools } from "#lib/quota/warn.mutations.ts";
import { runMail } from "#lib/testing/jobs.ts";
import { mailServer } from "#lib/testing/mail-server.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { askOne, requestFor } from "#lib/testing/upload.ts";
import { buildWebhook, told } from "#lib/testing/webhooks.ts";

const GB = 1_000_000_000;

/** A school with a quota of 500 GB, of which so many are stored and in the trash. */
async function schoolWith(gigabytes: number, trash = 0) {
  const school = await buildSchool();
  await database()
    .update(schools)
    .set({ quotaBytes: 500 * GB })
    .where(eq(schools.id, school.id));
  const fill = async (bytes: number, inTrash = trash) => {
    const amounts = { bytes: bytes * GB, trashBytes: inTrash * GB };
    await database()
      .insert(storageTotals)
      .values({ schoolId: school.id, kind: "media", ...amounts })
      .onConflictDoUpdate({ target: [storageTotals.schoolId, storageTotals.kind], set: amounts });
  };
  await fill(gigabytes);
  return { ...school, fill, address: school.administrator.userEmail ?? "" };
}

const person = (actor: Actor, set: Partial<typeof users.$inferInsert>) =>
  database().update(users).set(set).where(eq(users.id, actor.userId));

/** Moves time on for the warnings of a school that could not be sent. */
const makeDue = (schoolId: string) =>
  database().execute(sql`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second'
    where key like ${`quota:${schoolId}:%`} and locked_at is null`);

async function look(): Promise<void> {
  await warnSchools();
  await runMail();
}

test("administrators are written to once when 80 percent are passed, in their language; nobody else is", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(380, 30);
  const [spanish, suspended] = [await school.person("administrator"), await school.person("administrator")];
  await person(spanish, { locale: "es", name: "Íñigo Peña" });
  await person(suspended, { suspendedAt: new Date() });
  await look();
  await look();
  const [warning, ...more] = mail.to(school.address);
  expect(more).toEqual([]);
  expect(warning?.subject).toBe(`${school.administrator.schoolName}: 80% of the storage is used`);
  expect(warning?.text).toContain("Hello Ada Admin,");
  expect(warning?.text).toContain("has used 410 GB of its 500 GB in Athena Docs: more than 80%.");
  expect(warning?.text).toContain("The trash takes 30 GB of it, which counts until it is emptied.");
  const [aviso] = mail.to(spanish.userEmail ?? "");
  expect(aviso?.subject).toContain("80 % del almacenamiento en uso");
  expect(aviso?.text).toContain("Hola, Íñigo Peña:");
  expect(aviso?.id).not.toBe(warning?.id);
  for (const other of [suspended, school.registrar, school.teacher, school.viewer])
    expect(mail.to(other.userEmail ?? "")).toEqual([]);
});

test("again at 95, and again when it was passed anew, but not while it stays above", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(399);
  const subjects = () => mail.to(school.address).map(({ subject }) => /\d+(?=%)/.exec(subject)?.[0]);
  await look();
  expect(subjects()).toEqual([]);
  await school.fill(400);
  await look();
  await school.fill(460);
  await look();
  expect(subjects()).toEqual(["80"]);
  await school.fill(475);
  await look();
  await school.fill(500);
  await look();
  expect(subjects()).toEqual(["80", "95"]);
  // Below 95 is still above 80.
  await school.fill(430);
  await look();
  expect(subjects()).toEqual(["80", "95"]);
  await school.fill(480);
  await look();
  expect(subjects()).toEqual(["80", "95", "95"]);
  await school.fill(10);
  await look();
  await school.fill(490);
  await look();
  expect(subjects()).toEqual(["80", "95", "95", "95"]);
  expect(new Set(mail.to(school.address).map(({ id }) => id)).size).toBe(4);
});

test("webhooks are warned of what is not restricted alone, administrators of all", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(350, 20);
  const { id } = await buildWebhook(school.administrator, { events: ["quota.warning"] });
  await database()
    .insert(storageTotals)
    .values({ schoolId: school.id, kind: "restricted", bytes: 50 * GB, trashBytes: 10 * GB });
  await look();
  expect(mail.to(school.address)).toHaveLength(1);
  expect(await told(id)).toEqual([]);
  await school.fill(390);
  await look();
  await look();
  expect((await told(id)).map(({ data }) => data)).toEqual([
    { school_id: school.id, percent: 80, quota: 500 * GB, used: 410 * GB, trash: 20 * GB },
  ]);
});

test("what is only on its way warns nobody", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(399);
  await database()
    .update(schools)
    .set({ uploadRules: { media: { maxBytes: 90 * GB } } })
    .where(eq(schools.id, school.id));
  const video = { kind: "media", contentType: "video/mp4", filename: "a.mp4", size: 4 * GB } as const;
  expect((await askOne(school.teacher, requestFor(new Uint8Array(), video))).ok).toBe(true);
  await look();
  expect(mail.to(school.address)).toEqual([]);
});

test("workers that look at the same moment send one mail", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(480);
  await Promise.all([warnSchools(), warnSchools(), warnSchools()]);
  await runMail();
  expect(mail.to(school.address)).toHaveLength(1);
});

test("a mail server that refuses is tried again, and nothing is sent twice", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(480);
  mail.state.refusing = true;
  await look();
  expect(mail.to(school.address)).toEqual([]);
  mail.state.refusing = false;
  await makeDue(school.id);
  await look();
  await makeDue(school.id);
  await look();
  expect(mail.to(school.address)).toHaveLength(1);
});

test("a warning that is out of date when its turn comes is not sent", async () => {
  await using mail = await mailServer();
  const school = await schoolWith(480);
  await warnSchools();
  await school.fill(10);
  await runMail();
  expect(mail.to(school.address)).toEqual([]);
});
