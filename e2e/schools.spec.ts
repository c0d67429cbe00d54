import { waitAfterLoading } from "./fixtures/awake.ts";
import { NOBODY } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";

test("who looks after the installation makes a school, and its administrator chooses their password", async ({
  browser,
  installation,
  page,
  school,
}) => {
  const { administrator } = school.people;
  await installation.sql`update users set platform_admin = true where id = ${administrator.id}`;
  await page.goto("/settings/storage/schools");
  await page.getByRole("button", { name: "Add a school" }).click();
  const asking = page.getByRole("dialog", { name: "Add a school" });
  const name = `Escuela del Río ${school.slug}`;
  await asking.getByLabel("Name", { exact: true }).fill(name);
  await asking.getByLabel("Time zone").selectOption("America/Bogota");
  await asking.getByLabel("Language").selectOption("es");
  await asking.getByLabel("Administrator’s name").fill("Olga Paz");
  await asking.getByLabel("Administrator’s e-mail").fill(`olga@${school.slug}.example`);
  await asking.getByRole("button", { name: "Add a school" }).click();
  const told = page.getByRole("dialog", { name: `${name} is there` });
  const link = told.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/invite\?token=/);
  const address = await link.inputValue();
  await told.getByRole("button", { name: "Done" }).click();
  await expect(told).toBeHidden();
  await expect(page.getByRole("rowheader", { name })).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL: installation.baseUrl, storageState: NOBODY });
  const other = await elsewhere.newPage();
  waitAfterLoading(other);
  await other.goto(address);
  await expect(other.getByRole("heading", { level: 1, name: `Join ${name}` })).toBeVisible();
  await other.getByLabel("A password of your own").fill("seven grey herons wading");
  await other.getByRole("button", { name: "Join" }).click();
  await expect(other.getByRole("main")).toBeVisible();
  await expect(other).toHaveURL(/\/documents/);
  await expect(other.getByText(name).first()).toBeVisible();
  await elsewhere.close();
});
