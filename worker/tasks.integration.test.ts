import type { JobHelpers } from "graphile-worker";
import { expect, test } from "vitest";
import { documentRow } from "#lib/testing/rows.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { heldBack, tasks } from "#worker/tasks.ts";

test("two thumbnails are made at once and no more, so that other jobs have their share", async () => {
  const school = await buildSchool();
  const files = [await storeFile(school.teacher), await storeFile(school.teacher)];
  const helpers = { job: { attempts: 1 } } as JobHelpers;
  const make = ({ id: documentId }: { id: string }) => tasks["make_thumbnail"]?.({ documentId }, helpers);
  expect(heldBack()).toEqual([]);
  const first = make(files[0] ?? { id: "" });
  expect(heldBack()).toEqual([]);
  const second = make(files[1] ?? { id: "" });
  expect(heldBack()).toEqual(["thumbnail"]);
  await Promise.all([first, second]);
  expect(heldBack()).toEqual([]);
  for (const { id } of files) expect((await documentRow(id))?.thumbnailObjectId).not.toBeNull();
});
