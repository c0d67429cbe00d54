import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { findReadable } from "#lib/documents/data.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { grantRestricted, suspendMember } from "#lib/members/mutations.ts";
import { sendMessage } from "#lib/messages/mutations.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { explainSight, findMembers } from "#lib/sight/data.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
let admin: Actor;
beforeAll(async () => {
  school = await buildSchool();
  admin = school.administrator;
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** Whether the data layer itself shows a document to somebody who asks with the session that they have. */
async function sees(person: Actor, id: string): Promise<boolean> {
  const now = await actorOfSession(person.sessionId ?? "", localOrigin("test"));
  return now !== null && (await codeOf(findReadable(now, id, { trashToo: true }))) === "done";
}

test("what is told agrees with the data layer, for everybody and every sort of file", async () => {
  const [granted, clerk, out] = [
    await school.person("teacher"),
    await school.person("registrar"),
    await school.person("teacher"),
  ];
  for (const { userId } of [granted, clerk]) await grantRestricted(admin, userId, true);
  // A grant that is left on a viewer's row counts for nothing.
  await database()
    .update(memberships)
    .set({ restrictedRead: true })
    .where(and(eq(memberships.schoolId, school.id), eq(memberships.userId, school.viewer.userId)));
  const people = [admin, school.registrar, clerk, school.teacher, granted, school.viewer, out];
  const secret =
    (await addClass(admin, "Safeguarding")).find(({ name }) => name === "Safeguarding")?.id ?? "";
  await restrictClass(admin, secret, true);
  const message = await sendMessage(admin, {
    subject: "Files",
    body: "For some.",
    to: [admin.userId, school.teacher.userId, granted.userId, out.userId],
  });
  const ids: string[] = [];
  for (const by of [admin, school.teacher, school.viewer]) {
    const sorts = KINDS.flatMap((kind) =>
      [null, new Date()].flatMap((deletedAt) =>
        [false, true].map((restricted) => ({
          filename: "one.pdf",
          kind,
          deletedAt,
          ...(restricted && { recordClassId: secret }),
        })),
      ),
    );
    const made = await insertDocuments(by, sorts);
    const hanging = made.filter((_, at) => sorts[at]?.kind === "attachment");
    await database()
      .insert(messageAttachments)
      .values(hanging.map((documentId) => ({ schoolId: school.id, messageId: message, documentId })));
    ids.push(...made);
  }
  await suspendMember(admin, out.userId, true);
  const told = new Map<string, number>();
  for (const id of ids) {
    for (const person of people) {
      const { sight } = await explainSight(admin, id, person.userId);
      const why = sight.sees ? sight.grounds.join(" ") : sight.obstacle;
      expect([why, sight.sees]).toEqual([why, await sees(person, id)]);
      told.set(why, (told.get(why) ?? 0) + 1);
    }
  }
  // Nothing was left untold that can be told but a role that reads no files, which there is none of.
  const said = [...told.keys()].join(" ");
  for (const word of ["suspended", "restricted", "message", "trash", "role", "wrote", "got", "granted"]) {
    expect(said).toContain(word);
  }
});

test("is for those who see to members and see the file, about people of their own school", async () => {
  const [id = ""] = await insertDocuments(admin, [{ filename: "plan.pdf" }]);
  const other = await buildSchool();
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    expect(await codeOf(explainSight(actor, id, admin.userId))).toBe("forbidden");
    expect(await codeOf(findMembers(actor, ""))).toBe("forbidden");
  }
  expect(await codeOf(explainSight(other.administrator, id, other.teacher.userId))).toBe("not_found");
  for (const who of [other.teacher.userId, randomUUID(), "nobody"]) {
    expect(await codeOf(explainSight(admin, id, who))).toBe("not_found");
  }
  const found = await findMembers(admin, "pát person");
  expect(found.map(({ name }) => name)).toContain("Pat Person");
  expect(found.map((one) => one.id)).not.toContain(other.teacher.userId);
});
