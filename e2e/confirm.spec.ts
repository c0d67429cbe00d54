import { insertRows } from "./fixtures/rows.ts";
import { expect, test } from "./fixtures/test.ts";
import { ConfirmDialog } from "./pages/confirm.ts";
import { TrashPage } from "./pages/trash.ts";

test.use({ as: "administrator" });

test("who signed in a while ago is asked who they are before a file goes for good, once, and need not press again", async ({
  page,
  installation,
  school,
}) => {
  const { administrator } = school.people;
  await insertRows(installation, school, { name: "Old list", count: 2, inTrash: true });
  await installation.sql`
    update sessions set confirmed_at = now() - interval '11 minutes' where user_id = ${administrator.id}`;
  const trash = new TrashPage(page);
  await trash.open();
  const confirm = new ConfirmDialog(page);
  const [first, second] = ["Old list 1.pdf", "Old list 2.pdf"];

  await trash.purge(first).click();
  await trash.dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(confirm.password).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(confirm.dialog).toBeHidden();
  await expect(
    page
      .getByRole("region", { name: "Notifications" })
      .getByText(/^Nothing was done: this takes your password/),
  ).toBeVisible();
  await expect(trash.row(first)).toBeVisible();

  await page.reload();
  await trash.purge(first).click();
  await trash.dialog.getByRole("button", { name: "Delete for good" }).click();
  await confirm.answer("not my password");
  await expect(confirm.problem).toHaveText("The current password is not right.");
  await confirm.answer(administrator.password);
  await expect(confirm.dialog).toBeHidden();
  await expect(trash.row(first)).toBeHidden();

  await trash.purge(second).click();
  await trash.dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(trash.row(second)).toBeHidden();
});
