import { expectAccessible } from "./fixtures/accessible.ts";
import { foundSchool } from "./fixtures/school.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { SignInPage } from "./pages/sign-in.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("deep links", () => {
  test.use({ as: null });

  for (const place of [
    "/documents?q=ana%20%26%20leo&type=pdf&sort=-size",
    "/trash",
    "/usage",
    "/settings/account",
  ]) {
    test(`${place} is where signing in leads to`, async ({ page, school }) => {
      await page.goto(place);
      const door = new SignInPage(page);
      await expect(door.heading).toBeVisible();
      await door.signIn(school.people.administrator.email, school.people.administrator.password);
      // A space may be written in two ways.
      const wanted = new URL(place, page.url());
      wanted.searchParams.sort();
      await expect(page).toHaveURL((url) => {
        url.searchParams.sort();
        return url.pathname === wanted.pathname && `${url.searchParams}` === `${wanted.searchParams}`;
      });
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    });
  }

  for (const odd of [
    "//evil.example",
    "https://evil.example/documents",
    "/\\evil.example",
    "/.//evil.example",
  ]) {
    test(`${odd} leads nowhere else`, async ({ page, school }) => {
      await page.goto(`/sign-in?next=${encodeURIComponent(odd)}`);
      await new SignInPage(page).signIn(school.people.viewer.email, school.people.viewer.password);
      await expect(page).toHaveURL((url) => url.pathname === "/documents");
    });
  }

  test("every page has a title and an icon, signed in or not", async ({ page }) => {
    await page.goto("/sign-in");
    await expect(page).toHaveTitle("Sign in · Athena Docs");
    await expect(page.locator("link[rel=icon]").first()).toHaveAttribute("href", /icon/);
    await page.goto("/there/is/nothing");
    await expect(page).toHaveTitle("There is nothing here · Athena Docs");
  });
});

test("titles name the page and the school, and are never absent on the way", async ({
  documents,
  page,
  school,
}) => {
  await documents.heading.waitFor();
  await expect(page).toHaveTitle(`Documents · ${school.name}`);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      seen.push(document.title);
      requestAnimationFrame(look);
    };
    look();
  });
  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const name of ["Trash", "Usage", "Account", "Documents"]) {
    await navigation.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page).toHaveTitle(`${name} · ${school.name}`);
  }
  await documents.search.fill("nada");
  await expect(page.getByText("Nothing matches “nada”")).toBeVisible();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter((title) => title === "")).toEqual([]);
  await page.goto("/documents/no-such-page");
  await expect(page).toHaveTitle(/^There is nothing here · /);
});

test("paper has the list with its title, what narrows it and whose it is, and no buttons", async ({
  documents,
  page,
  school,
}) => {
  await documents.drop([photo("Huerto.png"), photo("Zarza.png")]);
  await documents.open("?q=huerto&type=image");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(documents.heading).toBeVisible();
  await expect(page.getByText(`${school.name} · “huerto” · Images · `)).toBeVisible();
  await expect(documents.file("Huerto.png")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Name" })).toBeVisible();
  for (const shown of [
    page.getByRole("navigation"),
    page.getByRole("checkbox"),
    documents.search,
    documents.uploadButton,
    page.getByRole("button", { name: /Delete/ }),
    page.getByRole("link", { name: /^Download/ }),
  ]) {
    await expect(shown.filter({ visible: true })).toHaveCount(0);
  }
  await page.emulateMedia({ media: "screen" });
  await documents.file("Huerto.png").press("Enter");
  await expect(documents.preview.panel).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(documents.preview.panel).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("f");
  await expect(documents.preview.full).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(documents.preview.box.getByRole("img", { name: "Huerto.png" })).toBeVisible();
  await expect(documents.table).toBeHidden();
  await expect(documents.heading).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("f");
  await expect(documents.preview.panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(documents.preview.box).toHaveCount(0);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const dark = await page.evaluate(
    () => getComputedStyle(document.querySelector("h1") ?? document.body).color,
  );
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const light = await page.evaluate(
    () => getComputedStyle(document.querySelector("h1") ?? document.body).color,
  );
  expect(dark).toBe(light);
});

test.describe("somebody of two schools", () => {
  test.describe(() => {
    // Changing ends the session, which no other test may then go on with.
    test.use({ as: "registrar" });

    test("changes from one to the other, and every tab with them", async ({
      page,
      context,
      installation,
      school,
    }) => {
      const other = await foundSchool(installation);
      const { registrar } = school.people;
      await installation.sql`
      insert into memberships (school_id, user_id, role) values (${other.id}, ${registrar.id}, 'teacher')`;
      const documents = new DocumentsPage(page);
      await documents.open();
      await documents.drop([photo("aqui.png")]);
      await documents.tray.close();
      const second = await context.newPage();
      const beside = new DocumentsPage(second);
      await beside.open();
      await expect(beside.file("aqui.png")).toBeVisible();

      const button = page.getByText(`School: ${school.name}`).filter({ visible: true });
      await button.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: other.name })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: other.name })).toBeHidden();
      await expect(button).toBeFocused();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.getByRole("button", { name: other.name }).press("Enter");
      await expect(page).toHaveTitle(`Documents · ${other.name}`);
      await expect(page.getByText("No documents yet")).toBeVisible();
      await expect(beside.file("aqui.png")).toBeHidden();
      await expect(second).toHaveTitle(`Documents · ${other.name}`);
      await expect(page.getByRole("link", { name: "Usage" })).toBeHidden();
    });
  });

  test("uploads nothing into the other by a tab that was left behind", async ({
    page,
    context,
    installation,
    school,
  }) => {
    const other = await foundSchool(installation);
    const documents = new DocumentsPage(page);
    await documents.open();
    const { cookies } = await signInByHttp(installation.baseUrl, other.people.administrator);
    await context.addCookies(cookies);
    await documents.drop([photo("para-el-primero.png")]);
    await expect(documents.tray.row("para-el-primero.png")).toContainText(
      "You have changed to another school",
    );
    const [row] = await installation.sql<{ count: string }[]>`
      select count(*) from uploads where school_id in (${other.id}, ${school.id})
      and filename = 'para-el-primero.png'`;
    expect(row?.count).toBe("0");
  });
});

test("a file that is let go before the page's script runs does not take its place", async ({
  browser,
  installation,
  school,
}) => {
  const storageState = await signInByHttp(installation.baseUrl, school.people.administrator);
  const context = await browser.newContext({ storageState, baseURL: installation.baseUrl });
  const page = await context.newPage();
  // The page as it is before any of its files has come.
  await page.route("**/_next/static/**/*.js", () => undefined);
  await page.goto("/documents", { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  const prevented = await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "a.pdf"));
    return ["dragenter", "dragover", "drop"].map((type) => {
      const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(event);
    });
  });
  expect(prevented).toEqual([true, true, true]);
  await context.close();
});

test("on a phone, the tab of the page one is on is in sight", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/settings/school/webhooks");
  await expect(page.getByRole("link", { name: "Webhooks", exact: true })).toBeInViewport({ ratio: 1 });
});

test("the design page is for developers alone", async ({ page }) => {
  expect((await page.goto("/design"))?.status()).toBe(404);
});
