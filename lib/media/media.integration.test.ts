import { expect, test } from "vitest";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import type { Shown } from "#lib/media/constants.ts";
import { listMedia } from "#lib/media/data.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { storePicture } from "#lib/testing/public.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { wavFile } from "#lib/testing/wav-file.ts";

test("a gallery shows the school's own media, all or what is asked for", async () => {
  const school = await buildSchool();
  const other = await buildSchool();
  await storePicture(other.teacher, "theirs.png");
  await storeFile(school.teacher, { filename: "plan.pdf" });
  const yard = await storePicture(school.teacher, "yard.png");
  await storePicture(school.teacher, "garden.png");
  await storeFile(
    school.teacher,
    { kind: "media", filename: "bell.wav", contentType: "audio/wav" },
    wavFile(8000, 800, (at) => Math.sin(at / 5)),
  );
  await editDocument(school.teacher, yard.id, { altText: "The yard" });
  await publishDocument(school.teacher, yard.id);
  const names = async (shown: Shown) =>
    (await listMedia(school.viewer, shown)).items.map(({ filename }) => filename);
  expect(await names("all")).toEqual(["bell.wav", "garden.png", "yard.png"]);
  expect(await names("public")).toEqual(["yard.png"]);
  expect(await names("private")).toEqual(["bell.wav", "garden.png"]);
  // A sound has nothing to be seen.
  expect(await names("undescribed")).toEqual(["garden.png"]);
  const { actor: token } = await school.token("documents:read");
  await expect(listMedia(token, "all")).rejects.toMatchObject({ code: "forbidden" });
});
