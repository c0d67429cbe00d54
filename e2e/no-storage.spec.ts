import { Api } from "./fixtures/api.ts";
import { type BareApp, startBareApp } from "./fixtures/next-start.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { test as base, expect } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { letter } from "./samples/pdf.ts";

/** The app started as a container would be, with a database and no word about storage. */
const test = base.extend<{ bare: BareApp }>({
  bare: async ({ installation }, use) => {
    const { DATABASE_URL = "", NEXTAUTH_SECRET = "" } = installation.settings;
    const bare = await startBareApp({ DATABASE_URL, NEXTAUTH_SECRET });
    await use(bare);
    await bare.stop();
  },
});

test("without storage the pages work and say so, and an upload is refused in words", async ({
  bare,
  browser,
  school,
  api,
}) => {
  const file = await letter("de antes.pdf");
  const stored = await api.store(file);
  const storageState = await signInByHttp(bare.baseUrl, school.people.administrator);
  const context = await browser.newContext({ storageState, baseURL: bare.baseUrl });
  const page = await context.newPage();
  const documents = new DocumentsPage(page);

  for (const address of ["/documents", "/trash", "/usage", "/settings/account"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Storage is not configured. The lists work")).toBeVisible();
  }

  await documents.open();
  await expect(documents.file(file.name)).toBeVisible();
  await documents.choose(await letter("ahora.pdf"));
  await expect(documents.tray.row("ahora.pdf")).toContainText("Storage is not configured on this server.");
  // An administrator is told what helps, too, here and above the page.
  await expect(page.getByText("What helps: Set R2_ENDPOINT_URL")).toBeVisible();
  await expect(page.getByText(/^Set R2_ENDPOINT_URL, R2_ACCESS_KEY_ID/)).toBeVisible();
  await expect(documents.file("ahora.pdf")).toHaveCount(0);

  await documents.file(file.name).click();
  await expect(documents.preview.box).toContainText("Storage is not configured on this server.");
  const download = await page.goto(`/documents/${stored.id}/download`);
  expect(download?.status()).toBe(503);
  await expect(page.getByText("Storage is not configured on this server.")).toBeVisible();
  await context.close();
});

test("without storage the HTTP API answers 503 with a code, and is alive", async ({ bare, school }) => {
  const api = new Api(bare.baseUrl, await school.token());
  const answer = await api.ask("POST", "/uploads", {
    filename: "a.pdf",
    content_type: "application/pdf",
    size: 1000,
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 503, code: "storage_not_configured" });
  expect((await api.ask("GET", "/documents")).status).toBe(200);

  const ready = await fetch(`${bare.baseUrl}/api/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ database: "ready", storage: "not_configured" });
  expect((await fetch(`${bare.baseUrl}/api/health`)).status).toBe(200);
});
