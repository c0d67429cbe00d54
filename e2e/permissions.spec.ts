import type { Page, Request } from "@playwright/test";
import { Api } from "./fixtures/api.ts";
import { foundSchool } from "./fixtures/school.ts";
import { NOBODY, signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { TrashPage } from "./pages/trash.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

/** What the page sent to have something changed. */
type Sent = { url: string; headers: Record<string, string>; body: string };

function isChange(request: Request): boolean {
  const action = request.headers()["next-action"] !== undefined;
  return request.method() === "POST" && (action || request.url().endsWith("/api/uploads"));
}

/** Does something in the page, and answers the first call to the server that it took. */
async function changeOf(page: Page, work: () => Promise<unknown>): Promise<Sent> {
  const answered = page.waitForResponse((response) => isChange(response.request()));
  await work();
  const request = (await answered).request();
  const { "next-action": action = "", "next-router-state-tree": tree = "", accept = "" } = request.headers();
  return {
    url: request.url(),
    headers: {
      ...(action !== "" && { "next-action": action }),
      "next-router-state-tree": tree,
      accept,
      "content-type": request.headers()["content-type"] ?? "text/plain;charset=UTF-8",
      origin: new URL(request.url()).origin,
    },
    body: request.postData() ?? "",
  };
}

test.describe("a reader", () => {
  test.use({ as: "viewer" });

  test("sees, opens and downloads, and is offered nothing else", async ({ api, documents, page }) => {
    const file = await letter("para leer.pdf");
    await api.store(file);
    await documents.open();
    await expect(documents.file(file.name)).toBeVisible();
    await expect(documents.uploadButton).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
    expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
    await documents.file(file.name).click();
    await expect(documents.preview.title(file.name)).toBeVisible();
    await expect(documents.preview.box.getByRole("button", { name: /^Delete/ })).toHaveCount(0);

    await page.goto("/usage");
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
    await page.goto("/trash");
    await expect(page.getByText(file.name)).toHaveCount(0);
  });

  test("is refused by the calls that others' pages call, and nothing changes", async ({
    api,
    browser,
    installation,
    school,
  }) => {
    const stored = await api.store(photo("intocable.png"));
    const administrator = await browser.newContext({
      storageState: await signInByHttp(installation.baseUrl, school.people.administrator),
      baseURL: installation.baseUrl,
    });
    const documents = new DocumentsPage(await administrator.newPage());
    await documents.open();
    const upload = await changeOf(documents.page, () => documents.choose(photo("modelo.png")));
    const trash = await changeOf(documents.page, () =>
      documents.table.getByRole("button", { name: "Delete intocable.png" }).click(),
    );
    await documents.page.getByRole("button", { name: "Undo" }).click();
    await expect(documents.file("intocable.png")).toBeVisible();
    await administrator.close();

    const before = await installation.sql`select count(*) from uploads where school_id = ${school.id}`;
    const viewer = await browser.newContext({
      storageState: await signInByHttp(installation.baseUrl, school.people.viewer),
    });
    for (const { url, headers, body } of [upload, trash]) {
      const answer = await viewer.request.post(url, { headers, data: body });
      expect(await answer.text()).toContain('"code":"forbidden"');
      const foreign = await viewer.request.post(url, {
        headers: { ...headers, origin: "https://evil.example" },
        data: body,
      });
      expect(await foreign.text()).not.toMatch(/"ok":true|"upload/);
    }
    await viewer.close();
    const nobody = await browser.newContext({ storageState: NOBODY });
    for (const { url, headers, body } of [upload, trash]) {
      const answer = await nobody.request.post(url, { headers, data: body });
      expect(await answer.text()).not.toMatch(/"ok":true|"upload/);
    }
    await nobody.close();
    expect(await installation.sql`select count(*) from uploads where school_id = ${school.id}`).toEqual(
      before,
    );
    const [row] = await installation.sql`select deleted_at from documents where id = ${stored.id}`;
    expect(row?.deleted_at).toBeNull();

    const reader = new Api(installation.baseUrl, await school.token("documents:read"));
    expect((await reader.ask("DELETE", `/documents/${stored.id}`)).status).toBe(403);
    const asked = { filename: "a.png", content_type: "image/png", size: 10 };
    expect((await reader.ask("POST", "/uploads", asked)).status).toBe(403);
    expect((await reader.ask("GET", `/documents/${stored.id}`)).status).toBe(200);
  });
});

test.describe("a teacher", () => {
  test.use({ as: "teacher" });

  test("deletes their own files and nobody else's", async ({ api, documents, page }) => {
    await api.store(photo("de la secretaría.png"));
    const own = photo("de mi clase.png");
    await documents.open();
    await documents.choose(own);
    await documents.tray.close();
    await expect(documents.table.getByRole("button", { name: "Delete de la secretaría.png" })).toHaveCount(0);
    for (const name of [own.name, "de la secretaría.png"]) await documents.select(name).check();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(documents.file(own.name)).toHaveCount(0);
    await expect(documents.file("de la secretaría.png")).toBeVisible();
    // The row goes at once; the word comes when the server has done it.
    await expect(page.getByText(`“${own.name}” is in the trash.`)).toBeVisible();

    const trash = new TrashPage(page);
    await trash.open();
    await expect(trash.row(own.name)).toBeVisible();
    await expect(trash.purge(own.name)).toHaveCount(0);
  });
});

test("another school's files do not exist, by any door, and no page tells their names, ids or keys", async ({
  api,
  browser,
  installation,
  school,
}) => {
  const secret = await api.store(await letter("expediente reservado.pdf"));
  const other = await foundSchool(installation);
  const own = await new Api(installation.baseUrl, await other.token()).store(await letter("lo nuestro.pdf"));
  const context = await browser.newContext({
    storageState: await signInByHttp(installation.baseUrl, other.people.administrator),
    baseURL: installation.baseUrl,
  });
  const page = await context.newPage();
  const documents = new DocumentsPage(page);

  await page.goto(`/documents?open=${secret.id}`);
  await expect(documents.preview.box).toContainText("It is not there any more");
  await expect(page.getByText(secret.filename)).toHaveCount(0);
  const download = await page.goto(`/documents/${secret.id}/download`);
  expect(download?.status()).toBe(404);
  for (const path of ["", "/download", "/preview"]) {
    const answer = await context.request.get(`/api/v1/documents/${secret.id}${path}`);
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found" });
  }

  // Everything the list page is made of: the document, and what the router asks for when one moves about.
  const answers = [
    await context.request.get("/documents"),
    await context.request.get(`/documents?open=${own.id}`),
    await context.request.get("/documents", { headers: { rsc: "1" } }),
    await context.request.get("/documents?q=e", { headers: { rsc: "1" } }),
    await context.request.get("/trash", { headers: { rsc: "1" } }),
  ];
  const told = (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
  expect(told).toContain(own.filename);
  const keys = [own.file_path, secret.file_path, `documents/${other.id}`];
  for (const hidden of [...keys, secret.id, secret.filename, school.id, "argon2"]) {
    expect(told).not.toContain(hidden);
  }
  await context.close();
});

test.describe("a change of role", () => {
  test.use({ as: "registrar" });

  test("bites on the next request, in the open page as well", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    const { id } = school.people.registrar;
    const role = (name: string) =>
      installation.sql`update memberships set role = ${name} where user_id = ${id} and school_id = ${school.id}`;
    await expect(documents.uploadButton.first()).toBeVisible();
    await role("viewer");
    await documents.choose(photo("demasiado tarde.png"));
    await expect(documents.tray.row("demasiado tarde.png")).toContainText("Your role does not allow this.");
    await documents.open();
    await expect(documents.uploadButton).toHaveCount(0);

    await role("registrar");
    await page.reload();
    await expect(documents.uploadButton.first()).toBeVisible();

    await installation.sql`update users set suspended_at = now() where id = ${id}`;
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  });
});
