import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { ApiDocument } from "./fixtures/api.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** The fields in the place of a row's name. */
function editor(page: Page, name: string) {
  const form = page.getByRole("form", { name: `Rename ${name}`, exact: true });
  return {
    form,
    name: form.getByRole("textbox", { name: "Name" }),
    title: form.getByRole("textbox", { name: "Title" }),
    problem: form.getByRole("alert"),
  };
}

const selection = (field: Locator) =>
  field.evaluate((input: HTMLInputElement) =>
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  );

const toasts = (page: Page) => page.getByRole("region", { name: "Notifications" });

/** Stores a letter and a photograph under names that no other test has. */
async function given(
  api: { storeAll: (samples: Awaited<ReturnType<typeof letter>>[]) => Promise<ApiDocument[]> },
  word: string,
): Promise<ApiDocument[]> {
  return api.storeAll([photo(`${word} foto.png`), await letter(`${word} plan.pdf`, 1)]);
}

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("by keyboard alone: F2, Enter, Esc, and the ending stays", async ({ page, api }) => {
    await given(api, "alba");
    const documents = new DocumentsPage(page);
    await documents.open("?q=alba&sort=name");
    await documents.file("alba foto.png").focus();
    await page.keyboard.press("ArrowDown");
    await expect(documents.file("alba plan.pdf")).toBeFocused();
    await page.keyboard.press("F2");
    const { form, name } = editor(page, "alba plan.pdf");
    await expect(name).toBeFocused();
    expect(await selection(name)).toBe("alba plan");
    await expectAccessible(page);
    await page.keyboard.type("alba mapa");
    await expect(name).toHaveValue("alba mapa.pdf");
    await page.keyboard.press("Escape");
    await expect(form).toHaveCount(0);
    await expect(documents.file("alba plan.pdf")).toBeFocused();

    await page.keyboard.press("F2");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("alba agenda");
    await page.keyboard.press("Enter");
    await expect(documents.file("alba agenda.pdf")).toBeFocused();
    await expect(toasts(page).getByText("“alba plan.pdf” is now called “alba agenda.pdf”.")).toBeVisible();
    // It stands where its name belongs.
    await expect.poll(() => documents.names()).toEqual(["alba agenda.pdf", "alba foto.png"]);
    await page.reload();
    await expect.poll(() => documents.names()).toEqual(["alba agenda.pdf", "alba foto.png"]);
    const { suggested } = await documents.download("alba agenda.pdf");
    expect(suggested).toBe("alba agenda.pdf");
  });

  test("by mouse: the pencil, a title before the name, Undo, and a click elsewhere saves", async ({
    page,
    api,
    installation,
  }) => {
    const [, plan] = await given(api, "brisa");
    const documents = new DocumentsPage(page);
    await documents.open("?q=brisa&sort=name");
    await documents.row("brisa plan.pdf").hover();
    await page.getByRole("button", { name: "Rename brisa plan.pdf", exact: true }).click();
    const { name, title } = editor(page, "brisa plan.pdf");
    await name.fill("brisa mapa.pdf");
    await title.fill("Excursion");
    await documents.heading.click();
    await expect(documents.file("Excursion")).toBeVisible();
    await expect(documents.row("Excursion")).toContainText("brisa mapa.pdf");
    const said = "“brisa plan.pdf” is now called “brisa mapa.pdf”.";
    await expect(toasts(page).getByText(said)).toBeVisible();
    await toasts(page).getByRole("button", { name: "Undo" }).click();
    await expect(documents.file("brisa plan.pdf")).toBeVisible();
    await expect(documents.row("brisa plan.pdf")).not.toContainText("Excursion");
    // Said for ten seconds: before anything that takes its time.
    await expect(toasts(page).getByText("“brisa mapa.pdf” is now called “brisa plan.pdf”.")).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(documents.file("brisa plan.pdf")).toBeVisible();

    const traces = await installation.sql<{ details: { filename: string } }[]>`
      select details from audit_events
      where target_id = ${plan?.id ?? ""} and action = 'document.renamed' order by id`;
    expect(traces.map(({ details }) => details.filename)).toEqual(["brisa mapa.pdf", "brisa plan.pdf"]);
  });

  test("what no file can be called is said in the row, and kept until it is mended", async ({
    page,
    api,
  }) => {
    await given(api, "cala");
    const documents = new DocumentsPage(page);
    await documents.open("?q=cala&sort=name");
    await documents.file("cala plan.pdf").focus();
    await page.keyboard.press("F2");
    const { form, name, problem } = editor(page, "cala plan.pdf");
    await name.fill("cala plan.docx");
    await name.press("Enter");
    await expect(problem).toContainText("The name must end in .pdf");
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expect(name).toBeFocused();
    await expectAccessible(page);
    await name.fill("");
    await expect(problem).toHaveCount(0);
    await name.press("Enter");
    await expect(problem).toContainText("This file name cannot be used");
    // Left empty, it was given up.
    await documents.heading.click();
    await expect(form).toHaveCount(0);
    await expect(documents.file("cala plan.pdf")).toBeVisible();
  });

  test("what somebody else did in the meantime is told, and nothing is overwritten", async ({
    page,
    api,
  }) => {
    const [foto, plan] = await given(api, "duna");
    const documents = new DocumentsPage(page);
    await documents.open("?q=duna&sort=name");
    await documents.file("duna plan.pdf").focus();
    await page.keyboard.press("F2");
    await api.ask("PATCH", `/documents/${plan?.id}`, { filename: "duna theirs.pdf" });
    await editor(page, "duna plan.pdf").name.fill("duna mine.pdf");
    await page.keyboard.press("Enter");
    await expect(toasts(page).getByText("It is now called “duna theirs.pdf”.")).toBeVisible();
    await expect(documents.file("duna theirs.pdf")).toBeFocused();
    const kept = await (await api.ask("GET", `/documents/${plan?.id}`)).json();
    expect(kept.filename).toBe("duna theirs.pdf");

    await documents.file("duna foto.png").focus();
    await page.keyboard.press("F2");
    await api.ask("DELETE", `/documents/${foto?.id}`);
    await editor(page, "duna foto.png").name.fill("duna mine.png");
    await page.keyboard.press("Enter");
    await expect(
      toasts(page).getByText("“duna foto.png” was not renamed. It is not there any more"),
    ).toBeVisible();
    await expect(documents.file("duna foto.png")).toHaveCount(0);
    await expect(documents.file("duna mine.png")).toHaveCount(0);
  });

  test("without a connection the old name is back, and one click tries again", async ({
    page,
    api,
    context,
  }) => {
    await given(api, "era");
    const documents = new DocumentsPage(page);
    await documents.open("?q=era%20plan");
    await documents.file("era plan.pdf").focus();
    // The code of the fields is there before the connection goes.
    await page.keyboard.press("F2");
    const { name } = editor(page, "era plan.pdf");
    await name.fill("era mapa.pdf");
    await context.setOffline(true);
    await name.press("Enter");
    await expect(
      toasts(page).getByText("“era plan.pdf” was not renamed. The server could not be reached."),
    ).toBeVisible();
    await expect(documents.file("era plan.pdf")).toBeVisible();
    await context.setOffline(false);
    // What is read aloud by itself is hidden from readers until the focus is there: it has no role.
    await toasts(page).getByText("Try again", { exact: true }).click();
    await expect(toasts(page).getByText("“era plan.pdf” is now called “era mapa.pdf”.")).toBeVisible();
  });

  test("a row that no longer fits the search leaves, and the focus goes to the next", async ({
    page,
    api,
  }) => {
    await given(api, "faro");
    const documents = new DocumentsPage(page);
    await documents.open("?q=faro&sort=name");
    await documents.file("faro foto.png").focus();
    await page.keyboard.press("F2");
    await editor(page, "faro foto.png").name.fill("otra cosa.png");
    await page.keyboard.press("Enter");
    await expect(documents.file("otra cosa.png")).toHaveCount(0);
    await expect(documents.file("faro plan.pdf")).toBeFocused();
    await expect(toasts(page).getByText("“faro foto.png” is now called “otra cosa.png”.")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("a selected file is renamed by touch", async ({ page, api }) => {
    await given(api, "gruta");
    const documents = new DocumentsPage(page);
    await documents.open("?q=gruta");
    await documents.select("gruta plan.pdf").tap();
    await page.getByRole("button", { name: "Rename", exact: true }).tap();
    const { name, title } = editor(page, "gruta plan.pdf");
    await expect(name).toBeFocused();
    await expectAccessible(page);
    for (const field of [name, title]) {
      expect((await field.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
    await name.fill("gruta mapa");
    await title.fill("Visit");
    await title.press("Enter");
    await expect(documents.file("Visit")).toBeVisible();
    await expect(documents.row("Visit")).toContainText("gruta mapa.pdf");
  });
});

test.describe("a teacher", () => {
  test.use({ as: "teacher", viewport: DESK });

  test("renames nothing of others", async ({ page, api }) => {
    await given(api, "hoz");
    const documents = new DocumentsPage(page);
    await documents.open("?q=hoz");
    await documents.file("hoz plan.pdf").focus();
    await page.keyboard.press("F2");
    await documents.select("hoz plan.pdf").check();
    await expect(page.getByText("1 selected")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Rename/ })).toHaveCount(0);
    await expect(page.getByRole("form", { name: /^Rename/ })).toHaveCount(0);
  });
});
