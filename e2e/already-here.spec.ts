import { expectAccessible } from "./fixtures/accessible.ts";
import { dropMade } from "./fixtures/drop.ts";
import { uploadsOf } from "./fixtures/held.ts";
import { expect, test } from "./fixtures/test.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import type { Sample } from "./samples/sample.ts";

const under = (name: string, { type, bytes }: Sample): Sample => ({ name, type, bytes });

test("what the school has already is pointed out, and uploaded twice only where both are wanted", async ({
  documents,
  page,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  const note = await letter("carta.pdf", 2);
  const picture = photo("mural.png");
  // Made in the page: on a disk they would have to be there until both are kept.
  const drop = (samples: readonly Sample[]) => dropMade(page, samples).then(() => documents.settled());
  await drop([note, picture]);
  await expect(documents.tray.title).toHaveText("2 files uploaded");
  await documents.tray.close();

  await drop([under("copia.pdf", note), photo("nueva.png")]);
  await expect(documents.tray.title).toHaveText("1 uploaded, 1 already here");
  const row = documents.tray.row("copia.pdf");
  await expect(row).toContainText(
    `Already here: “carta.pdf”, uploaded by ${school.people.administrator.name} on`,
  );
  expect((await uploadsOf(installation, school)).map(({ filename }) => filename)).not.toContain("copia.pdf");
  await expectAccessible(page);
  await documents.tray.button("Open carta.pdf, which is here already").click();
  await expect(documents.preview.title("carta.pdf")).toBeVisible();
  await documents.tray.button("Keep both: upload copia.pdf as well").click();
  await expect(documents.tray.title).toHaveText("2 files uploaded");
  await documents.tray.close();
  await documents.open();
  await expect(documents.file("copia.pdf")).toHaveCount(1);

  await drop([under("otra vez.pdf", note), under("y otra.png", picture)]);
  await expect(documents.tray.title).toHaveText("2 files are already here");
  await documents.tray.button("Skip all").click();
  await expect(documents.tray.box).toHaveCount(0);

  await documents.table.getByRole("button", { name: "Delete mural.png" }).click();
  await expect(page.getByText("“mural.png” is in the trash.")).toBeVisible();
  await documents.choose(picture);
  await expect(documents.tray.row("mural.png")).toContainText("In the trash: “mural.png”");
  await documents.tray.button("Restore mural.png from the trash").click();
  await expect(documents.tray.box).toHaveCount(0);
  await expect(documents.file("mural.png")).toHaveCount(1);
  await documents.open();
  await expect(documents.file("mural.png")).toHaveCount(1);
});
