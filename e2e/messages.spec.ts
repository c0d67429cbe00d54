import { expectAccessible } from "./fixtures/accessible.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { saved } from "./pages/documents.ts";
import { MessagesPage } from "./pages/messages.ts";
import { letter } from "./samples/pdf.ts";

const SUBJECT = "Excursión al museo";
const TEXT = "Plan y permiso. Más en https://museo.example/visitas.\n<b>Hasta el lunes</b>";

test.describe("messages", () => {
  test.use({ as: "teacher" });

  test("a teacher writes to the registrars with a document and a new file; one sees it unread, reads, downloads and answers", async ({
    page,
    api,
    school,
    browser,
    installation,
  }) => {
    const plan = await letter("plan de viaje.pdf");
    const consent = await letter("permiso.pdf", 2);
    await api.store(plan);

    const teacher = new MessagesPage(page);
    await teacher.open();
    await expect(page.getByText("No messages", { exact: true })).toBeVisible();
    await teacher.write();
    await teacher.name("REGIS", "All registrars");
    await teacher.subject.fill(SUBJECT);
    await teacher.text.fill(TEXT);
    await teacher.choose("viaje", plan.name);
    await teacher.attach(consent);
    await expect(page.getByText("Draft saved", { exact: true })).toBeVisible();
    await expectAccessible(page);

    // Nothing is lost with the tab: what was written is where its address leads.
    await expect(page).toHaveURL(/\/messages\/drafts\//);
    await page.reload();
    await expect(teacher.subject).toHaveValue(SUBJECT);
    await expect(teacher.text).toHaveValue(TEXT);
    for (const kept of ["All registrars", plan.name, consent.name])
      await expect(teacher.named(kept)).toBeVisible();
    await teacher.send();
    await expect(teacher.line("Sent", SUBJECT)).toContainText("To: All registrars");

    const context = await browser.newContext({
      baseURL: installation.baseUrl,
      storageState: await signInByHttp(installation.baseUrl, school.people.registrar),
    });
    const theirs = await context.newPage();
    waitAfterLoading(theirs);
    const registrar = new MessagesPage(theirs);
    await registrar.open();
    await expect(registrar.link).toHaveAccessibleName("Messages 1 unread");
    await expect(registrar.line("Inbox", SUBJECT)).toContainText("Tomás Vega, unread");
    await registrar.read(SUBJECT);
    const main = theirs.getByRole("main");
    await expect(main).toContainText("<b>Hasta el lunes</b>");
    await expect(
      main.getByRole("link", { name: "https://museo.example/visitas", exact: true }),
    ).toBeVisible();
    await expect(registrar.file(plan.name)).toBeVisible();
    await expect(registrar.link).toHaveAccessibleName("Messages");
    const kept = await saved(theirs, registrar.download(consent.name));
    expect(kept.bytes.equals(consent.bytes)).toBe(true);
    await expectAccessible(theirs);
    const address = theirs.url();
    await registrar.write("Reply");
    await expect(registrar.named("Tomás Vega")).toBeVisible();
    await expect(registrar.text).toHaveValue(/> <b>Hasta el lunes<\/b>$/);
    await registrar.text.fill("Recibido.");
    await registrar.send();
    await context.close();

    await teacher.open();
    await expect(teacher.link).toHaveAccessibleName("Messages 1 unread");
    await expect(teacher.line("Inbox", `Re: ${SUBJECT}`)).toContainText("Rosa Gil");

    // No role reads what others write to each other.
    const other = await browser.newContext({
      baseURL: installation.baseUrl,
      storageState: await signInByHttp(installation.baseUrl, school.people.administrator),
    });
    const stranger = await other.newPage();
    await stranger.goto(address);
    await expect(stranger.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
    await other.close();
  });

  test("what goes to everybody is asked about first; a deleted message can be put back", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const messages = new MessagesPage(page);
    await messages.open();
    await messages.write();
    await messages.name("every", "Everyone at the school");
    await messages.subject.fill("Simulacro");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toHaveCount(0);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await question.getByRole("button", { name: "Send to everyone" }).click();
    await expect(messages.line("Sent", "Simulacro")).toBeVisible();
    await messages.read("Simulacro");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(messages.heading).toBeVisible();
    await expect(messages.line("Sent", "Simulacro")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(messages.line("Sent", "Simulacro")).toBeVisible();
  });
});
