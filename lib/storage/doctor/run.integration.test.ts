import { expect, test } from "vitest";
import { setPlatformAdmin } from "#lib/auth/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { examineFor, storagePlace } from "#lib/storage/doctor/run.ts";
import { buildSchool, signedIn } from "#lib/testing/school.ts";

const origin = localOrigin("test");
const PAGE = "https://docs.example.org";

test("the doctor does not exist for a school's people, administrators and tokens among them", async () => {
  const school = await buildSchool();
  const { actor: token } = await school.token();
  for (const actor of [school.administrator, school.registrar, school.viewer, token]) {
    expect(actor.platformAdmin).toBe(false);
    await expect(storagePlace(actor)).rejects.toMatchObject({ code: "not_found" });
    await expect(examineFor(actor, PAGE)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("it is for whom the operator names, for as long as they are named, and not for their school's tokens", async () => {
  const school = await buildSchool();
  const { userId, userEmail, schoolId } = school.administrator;
  expect(await setPlatformAdmin((userEmail ?? "").toUpperCase(), true, origin)).toBe(true);
  const named = await signedIn(userId, schoolId);
  expect(await storagePlace(named)).toMatchObject({ bucket: process.env.R2_BUCKET_NAME });
  const lines = await examineFor(named, PAGE);
  expect((await lines.next()).value).toMatchObject({ id: "variables", state: "passed" });
  await lines.return(undefined);
  const { actor: token } = await school.token();
  await expect(storagePlace(token)).rejects.toMatchObject({ code: "not_found" });

  expect(await setPlatformAdmin(userEmail ?? "", false, origin)).toBe(true);
  await expect(storagePlace(await signedIn(userId, schoolId))).rejects.toMatchObject({ code: "not_found" });
  expect(await setPlatformAdmin("nobody@example.org", true, origin)).toBe(false);
});
