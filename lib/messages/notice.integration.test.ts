import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import { markMessage, sendMessage } from "#lib/messages/mutations.ts";
import { wantsMail } from "#lib/messages/notice.data.ts";
import { setWantsMail } from "#lib/messages/notice.mutations.ts";
import { runMail } from "#lib/testing/jobs.ts";
import { mailServer } from "#lib/testing/mail-server.ts";
import { buildSchool } from "#lib/testing/school.ts";

const NOTE = { subject: "Ana Ruiz: diagnosis", body: "Not for a mailbox.", to: ["school"] };

const person = (actor: Actor, set: Partial<typeof users.$inferInsert>) =>
  database().update(users).set(set).where(eq(users.id, actor.userId));

/** Moves time on for the notices of a message that could not be sent. */
const makeDue = (messageId: string) =>
  database().execute(sql`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second'
    where key like ${`message:${messageId}:%`} and locked_at is null`);

test("each who got it is told once, in their language, of who wrote and where it is, and of nothing that it says", async () => {
  await using mail = await mailServer();
  config().NEXTAUTH_URL = "https://docs.example.org/";
  const school = await buildSchool();
  const [spanish, gone] = [await school.person("teacher"), await school.person("teacher")];
  await person(spanish, { locale: "es", name: "Íñigo Peña" });
  await person(school.registrar, { name: "Rosa Registrar" });
  const id = await sendMessage(school.teacher, NOTE);
  await person(gone, { suspendedAt: new Date() });
  await setWantsMail(school.viewer, false);
  await runMail();
  await makeDue(id);
  await runMail();
  const [notice, ...more] = mail.to(school.registrar.userEmail ?? "");
  expect(more).toEqual([]);
  expect(notice?.subject).toBe(`${school.teacher.schoolName}: a message from ${school.teacher.userName}`);
  expect(notice?.text).toContain("Hello Rosa Registrar,");
  expect(notice?.text).toContain(`https://docs.example.org/messages/${id}\n`);
  const [aviso] = mail.to(spanish.userEmail ?? "");
  expect(aviso?.subject).toContain(`un mensaje de ${school.teacher.userName}`);
  expect(aviso?.text).toContain("Hola, Íñigo Peña:");
  for (const { subject, text } of [notice, aviso].flatMap((each) => each ?? []))
    expect(`${subject}\n${text}`).not.toMatch(/Ana|Ruiz|diagnosis|mailbox/);
  for (const other of [gone, school.viewer, school.teacher])
    expect(mail.to(other.userEmail ?? "")).toEqual([]);
});

test("a mail server that refuses is tried again; whoever has read it meanwhile, or has left, is not told", async () => {
  await using mail = await mailServer();
  const school = await buildSchool();
  mail.state.refusing = true;
  const id = await sendMessage(school.teacher, NOTE);
  await runMail();
  mail.state.refusing = false;
  await markMessage(school.registrar, id, true);
  await database().delete(memberships).where(eq(memberships.userId, school.viewer.userId));
  await makeDue(id);
  await runMail();
  expect(mail.to(school.administrator.userEmail ?? "")).toHaveLength(1);
  for (const other of [school.registrar, school.viewer]) expect(mail.to(other.userEmail ?? "")).toEqual([]);
});

test("without a mail server no notice waits to be told too late", async () => {
  const school = await buildSchool();
  const id = await sendMessage(school.teacher, NOTE);
  await using mail = await mailServer();
  await makeDue(id);
  await runMail();
  expect(mail.to(school.viewer.userEmail ?? "")).toEqual([]);
});

test("who wants no mail is each person's own word, and no program's", async () => {
  const school = await buildSchool();
  expect(await wantsMail(school.viewer)).toBe(true);
  await setWantsMail(school.viewer, false);
  expect(await wantsMail(school.viewer)).toBe(false);
  expect(await wantsMail(school.teacher)).toBe(true);
  const { actor } = await school.token();
  await expect(setWantsMail(actor, true)).rejects.toMatchObject({ code: "forbidden" });
});
