import { expect, test } from "vitest";
import { setPlatformAdmin } from "#lib/auth/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import {
  openManifest,
  reconcileOverview,
  repairReconcile,
  startReconcile,
  stopReconcile,
} from "#lib/reconcile/overview.ts";
import { buildSchool, signedIn } from "#lib/testing/school.ts";

const NO_RUN = "0190c2a0-0000-7000-8000-000000000001";

test("reconciling does not exist for a school's people, administrators and tokens among them", async () => {
  const school = await buildSchool();
  const { actor: token } = await school.token();
  const doors = [
    reconcileOverview,
    (actor: typeof token) => startReconcile(actor, "none"),
    (actor: typeof token) => stopReconcile(actor, NO_RUN),
    (actor: typeof token) => repairReconcile(actor, NO_RUN, ["object_unknown"]),
    (actor: typeof token) => openManifest(actor, NO_RUN, "csv"),
  ];
  for (const actor of [school.administrator, school.registrar, school.teacher, school.viewer, token]) {
    for (const door of doors) await expect(door(actor)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("it is for who looks after the installation", async () => {
  const school = await buildSchool();
  const { userId, userEmail, schoolId } = school.administrator;
  expect(await setPlatformAdmin(userEmail ?? "", true, localOrigin("test"))).toBe(true);
  const named = await signedIn(userId, schoolId);
  expect(await reconcileOverview(named)).toMatchObject({ sorts: [], latest: null });
  await expect(repairReconcile(named, NO_RUN, ["object_unknown"])).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(openManifest(named, NO_RUN, "csv")).rejects.toMatchObject({ code: "not_found" });
});
