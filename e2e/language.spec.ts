import type { Page } from "@playwright/test";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { AccountPage } from "./pages/account.ts";
import { letter } from "./samples/pdf.ts";

type Messages = { [name: string]: string | Messages };

/** Every message by its key, those with values in them left out. */
function plainMessages(messages: Messages, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, value]): [string, string][] =>
      typeof value === "string"
        ? value.includes("{")
          ? []
          : [[`${prefix}${name}`, value]]
        : [...plainMessages(value, `${prefix}${name}.`)],
    ),
  );
}

const SPANISH = new Set(plainMessages(es).values());
const ENGLISH_ONLY = new Set([...plainMessages(en).values()].filter((text) => !SPANISH.has(text)));
const KEY = new RegExp(`\\b(${Object.keys(en).join("|")})\\.[a-z][A-Za-z_.]+`);

/** Everything the page says, to the eye and to a screen reader. */
async function said(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = [...document.body.querySelectorAll("*:not(script):not(style)")];
    const texts = elements.flatMap((element) => [
      ...[...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent),
      ...["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name)),
    ]);
    return texts.flatMap((text) => (text?.trim() ? [text.trim()] : []));
  });
}

async function expectSpanish(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  const texts = await said(page);
  expect(texts.filter((text) => KEY.test(text))).toEqual([]);
  expect(texts.filter((text) => ENGLISH_ONLY.has(text))).toEqual([]);
  expect(texts.filter((text) => SPANISH.has(text)).length).toBeGreaterThan(2);
}

test("a reader who chooses Spanish has every page in Spanish, here and on other devices", async ({
  api,
  documents,
  page,
  browser,
  installation,
  school,
}) => {
  await api.store(await letter("carta.pdf"));
  const account = new AccountPage(page);
  await account.open();
  await account.language.selectOption({ label: "Español" });
  await expect(page.getByRole("heading", { level: 1, name: "Cuenta" })).toBeVisible();
  await expectSpanish(page);

  await page.goto("/documents");
  await page.getByRole("link", { name: "carta.pdf", exact: true }).click();
  await expect(documents.preview.title("carta.pdf")).toBeVisible();
  await expectSpanish(page);
  for (const address of ["/trash", "/usage", "/documents?q=nadie", "/there/is/nothing", "/setup"]) {
    await page.goto(address);
    await expectSpanish(page);
  }

  const storageState = await signInByHttp(installation.baseUrl, school.people.administrator);
  const elsewhere = await browser.newContext({
    storageState,
    baseURL: installation.baseUrl,
    locale: "en-GB",
  });
  const other = await elsewhere.newPage();
  await other.goto("/documents");
  await expectSpanish(other);
  await elsewhere.close();

  await page.goto("/documents");
  await page.getByRole("button", { name: "Cerrar sesión" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Iniciar sesión" })).toBeVisible();
  await expectSpanish(page);
});

test.describe("nobody is signed in", () => {
  test.use({ as: null, locale: "es-ES" });

  test("sign-in speaks the browser's language, and the one chosen there from then on", async ({ page }) => {
    await page.goto("/sign-in");
    await expectSpanish(page);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});

test.describe("a theme that was chosen", () => {
  test.use({ as: "teacher", colorScheme: "light" });

  test("is there at once and stays, whatever the device says", async ({ page }) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const account = new AccountPage(page);
    await account.open();
    const light = await paper();
    await account.theme.selectOption({ label: "Dark" });
    await expect.poll(paper).not.toBe(light);
    const dark = await paper();
    await page.goto("/documents");
    expect(await paper()).toBe(dark);
    await account.open();
    await expect(account.theme).toHaveValue("dark");
    await account.theme.selectOption({ label: "Same as this device" });
    await expect.poll(paper).toBe(light);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(paper).toBe(dark);
  });
});
