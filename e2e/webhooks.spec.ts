import { expectAccessible } from "./fixtures/accessible.ts";
import { receiver } from "./fixtures/receiver.ts";
import { expect, test } from "./fixtures/test.ts";
import { WebhooksPage } from "./pages/webhooks.ts";
import { scan } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a webhook is added, tried out, told what happens, and sent again what it missed", async ({
  page,
  api,
}) => {
  // Two pages are held to the rules of accessibility, and the worker has its beat.
  test.slow();
  await using program = await receiver();
  const webhooks = new WebhooksPage(page);
  await webhooks.open();
  const secret = await webhooks.add(program.url);
  await webhooks.main.getByRole("link", { name: program.url }).click();
  await expect(page.getByRole("heading", { name: program.host, level: 1 })).toBeVisible();
  await expect(page.getByText("No deliveries yet")).toBeVisible();
  // What was told once is nowhere to be read again.
  await expect(page.locator("html")).not.toContainText(secret);

  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(webhooks.line("webhook.test")).toContainText("Delivered", { timeout: 30_000 });
  await expect.poll(() => program.received.map(({ type }) => type)).toEqual(["webhook.test"]);
  await expectAccessible(page);

  program.state.status = 500;
  const document = await api.store(scan("plan.jpg"));
  await expect.poll(() => program.received.at(-1)?.type, { timeout: 30_000 }).toBe("document.created");
  await page.reload();
  await expect(webhooks.line("document.created")).toContainText("Status 500", { timeout: 30_000 });
  program.state.status = 204;
  await webhooks.line("document.created").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "document.created", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Answer" }).last()).toHaveText("not now");
  await expect(page.getByRole("region", { name: "Body" })).toContainText(document.id);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("It is sent again.")).toBeVisible();
  await expect(page.getByRole("main").getByText("Delivered")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  // However often it was sent, it is one message.
  const told = program.received.filter(({ type }) => type === "document.created");
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
});

test("an address that cannot be sent to is refused, and one that is paused or deleted is told nothing", async ({
  page,
}) => {
  const webhooks = new WebhooksPage(page);
  await webhooks.open();
  await webhooks.main.getByRole("button", { name: "Add webhook" }).click();
  const questions = page.getByRole("dialog", { name: "Add a webhook" });
  await questions.getByLabel("Address").fill("ftp://erp.example.org/");
  const send = questions.getByRole("button", { name: "Add webhook" });
  await send.click();
  await expect(questions.getByRole("alert")).toContainText("This is not an address that can be sent to.");
  await questions.getByRole("button", { name: "Cancel" }).click();
  await expect(questions).toBeHidden();
  // Nobody listens there.
  await webhooks.add("http://127.0.0.1:9/hook");
  await webhooks.main.getByRole("link", { name: "http://127.0.0.1:9/hook" }).click();
  await expect(page.getByRole("heading", { name: "127.0.0.1:9", level: 1 })).toBeVisible();

  const more = page.getByRole("main").getByRole("button", { name: "More" });
  await more.click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(page.getByText("Paused: nothing is sent")).toBeVisible();
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByRole("button", { name: "Send a test" })).toBeVisible();

  await more.click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Make a new secret" }).click();
  const told = page.getByRole("dialog", { name: "Its secret" });
  await expect(told.getByRole("textbox", { name: "Secret" })).toHaveValue(/^whsec_/);
  await told.getByRole("button", { name: "Done" }).click();
  await expect(told).toBeHidden();
  await expect(page.getByText("The secret before also signs until")).toBeVisible();

  await more.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "School", level: 1 })).toBeVisible();
  await expect(webhooks.main.getByRole("link", { name: "http://127.0.0.1:9/hook" })).toBeHidden();
});

test.describe("a teacher", () => {
  test.use({ as: "teacher" });

  test("has no such page", async ({ page }) => {
    await page.goto("/settings/school/webhooks");
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  });
});
