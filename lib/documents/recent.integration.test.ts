import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { openDocument, signDownload } from "#lib/documents/access.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { listRecentDocuments } from "#lib/documents/recent.data.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const idsOf = async (actor: TestSchool["teacher"]) => (await listRecentDocuments(actor)).map(({ id }) => id);

test("what a person added, opened or downloaded, the latest first and each once", async () => {
  const author = await school.person("teacher");
  const reader = await school.person("viewer");
  const stored = [];
  for (let count = 0; count < 3; count += 1) stored.push((await storeFile(author)).id);
  const [first = "", second = "", third = ""] = stored;
  expect(await idsOf(author)).toEqual([third, second, first]);
  expect(await idsOf(reader)).toEqual([]);

  await openDocument(reader, first);
  await signDownload(reader, second);
  await openDocument(reader, first);
  expect(await idsOf(reader)).toEqual([first, second]);

  await trashDocuments(school.administrator, [first]);
  expect(await idsOf(reader)).toEqual([second]);
});

test("no more than six", async () => {
  const author = await school.person("teacher");
  for (let count = 0; count < 7; count += 1) await storeFile(author);
  expect(await idsOf(author)).toHaveLength(6);
});

test("nothing of another school, where somebody belongs to two", async () => {
  const other = await buildSchool();
  const here = await school.person("teacher");
  await database().insert(memberships).values({ schoolId: other.id, userId: here.userId, role: "viewer" });
  const there = await signedIn(here.userId, other.id);
  const { id } = await storeFile(here);
  const elsewhere = await storeFile(other.administrator);
  await openDocument(there, elsewhere.id);
  expect(await idsOf(here)).toEqual([id]);
  expect(await idsOf(there)).toEqual([elsewhere.id]);
});
