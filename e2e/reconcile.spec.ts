import { expectAccessible } from "./fixtures/accessible.ts";
import { command } from "./fixtures/command.ts";
import { expect, test } from "./fixtures/test.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** A worker has other things to do, and the bucket holds what every other journey has put there. */
const SOON = { timeout: 60_000 };

test("a file whose bytes are gone is found, marked when told, and says so to whoever opens it", async ({
  api,
  documents,
  installation,
  page,
  school,
}) => {
  test.slow();
  const { sql } = installation;
  const { id } = await api.store(photo("perdida.png"));
  const state = async () =>
    (await sql<{ status: string }[]>`select status from documents where id = ${id}`)[0];
  // Days ago it was stored, and now the bucket has nothing under its key.
  await sql`
    update objects set key = key || '.gone', created_at = now() - interval '3 days'
    where id = (select object_id from documents where id = ${id})`;

  const { email } = school.people.administrator;
  await command("platform-admin", installation.dataDir, ["--email", email]);
  await page.goto("/settings/storage");
  await page.getByRole("link", { name: "Reconcile" }).click();
  await page.getByRole("button", { name: "Compare now" }).click();
  const fault = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: /^Files without bytes/ }) });
  await expect(fault).toContainText(school.id, SOON);
  await expect(fault).not.toContainText("perdida");
  await expectAccessible(page);

  await fault.getByRole("button", { name: "Mark as missing" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Nothing is deleted");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(question).toHaveCount(0);
  expect(await state()).toEqual({ status: "ready" });

  await fault.getByRole("button", { name: "Mark as missing" }).click();
  await question.getByRole("button", { name: "Mark as missing" }).click();
  await expect.poll(state, SOON).toEqual({ status: "missing" });
  await expect(fault).toContainText("repaired", SOON);
  await command("platform-admin", installation.dataDir, ["--email", email, "--remove"]);

  await documents.open();
  await documents.file("perdida.png").click();
  await expect(documents.preview.box).toContainText("Nothing was deleted", SOON);
  expect((await page.goto("/settings/storage/reconcile"))?.status()).toBe(404);
});
