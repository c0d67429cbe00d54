import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { BrowserContext, Page } from "@playwright/test";
import { KNOWN_TYPES } from "#lib/documents/constants.ts";
import { dropMade } from "./fixtures/drop.ts";
import { expect, test } from "./fixtures/test.ts";
import { readZip } from "./fixtures/zip.ts";
import { HARD_NAMES, type Harmful, harmfulFiles } from "./samples/malicious.ts";
import { sha256 } from "./samples/sample.ts";

test.use({ viewport: { width: 1440, height: 900 } });

/** Hears whatever runs in a browser and calls out, opens a dialog or calls itself another thing. */
async function listen(context: BrowserContext) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`asked for ${request.url}`);
    response.setHeader("access-control-allow-origin", "*").end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.on("dialog", (dialog) => {
    heard.push(`said ${dialog.message()}`);
    return dialog.dismiss().catch(() => undefined);
  });
  const { port } = server.address() as { port: number };
  return {
    address: `http://127.0.0.1:${port}`,
    heard,
    async quiet(page: Page, where: string) {
      const title = await page.title();
      expect([where, title.includes("owned"), heard]).toEqual([where, false, []]);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Opens an address by itself. What the browser takes for a download, or plays, shows no page; that is fine too. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address).catch((error: unknown) => {
    if (!/Download is starting|ERR_ABORTED/.test(String(error))) throw error;
  });
}

test("files that mean harm run nothing, by whichever door they are opened", async ({
  api,
  context,
  documents,
  installation,
  page,
  school,
}) => {
  test.setTimeout(180_000);
  const canary = await listen(context);
  const files = await harmfulFiles(canary.address);
  // A school that has taken every type that there is to choose.
  const rules = { document: { types: Object.keys(KNOWN_TYPES) } };
  await installation.sql`update schools set upload_rules = ${installation.sql.json(rules)} where id = ${school.id}`;
  const taken = files.filter(({ as }) => as !== null);
  const ids = new Map<string, string>();

  await test.step("what is not what it says is refused", async () => {
    await documents.open();
    await dropMade(page, files);
    await documents.settled();
    const refused = files.length - taken.length;
    await expect(documents.tray.title).toHaveText(`${taken.length} uploaded, ${refused} need attention`);
    await expect(documents.rows).toHaveCount(taken.length);
    for (const { name } of taken) await expect(documents.file(name)).toBeVisible();
    await documents.tray.close();
    const { data } = (await (await api.ask("GET", "/documents?limit=100")).json()) as {
      data: { id: string; filename: string }[];
    };
    for (const { id, filename } of data) ids.set(filename, id);
  });

  const inline = new Map<string, string>();
  await test.step("in the preview", async () => {
    page.on("request", (request) => {
      const url = new URL(request.url());
      const name = /filename\*=UTF-8''([^;]+)/.exec(
        url.searchParams.get("response-content-disposition") ?? "",
      )?.[1];
      if (name !== undefined) inline.set(decodeURIComponent(name), request.url());
    });
    for (const { name } of taken) {
      await documents.file(name).click();
      await expect(documents.preview.title(name)).toBeVisible();
      await expect.poll(() => inline.has(name), { message: `${name} is fetched` }).toBe(true);
      await canary.quiet(page, `the preview of ${name}`);
    }
    await documents.preview.close();
  });

  await test.step("by their own addresses", async () => {
    const tab = await context.newPage();
    for (const { name, as, bytes } of taken as (Harmful & { as: string })[]) {
      const id = ids.get(name) ?? "";
      const shown = await context.request.get(inline.get(name) ?? "");
      expect([name, shown.headers()["content-type"]]).toEqual([name, as]);
      // A PDF is drawn by our page alone: the browser's own viewer would run the scripts in it.
      const disposition = as === "application/pdf" ? /^attachment;/ : /^inline;/;
      expect(shown.headers()["content-disposition"]).toMatch(disposition);
      await visit(tab, inline.get(name) ?? "");
      await canary.quiet(tab, `${name}, inline`);

      const through = await context.request.get(`/api/v1/documents/${id}/preview`);
      expect(through.headers()).toMatchObject({
        "content-type": as.startsWith("text/") ? `${as}; charset=utf-8` : as,
        "x-content-type-options": "nosniff",
        "content-security-policy": expect.stringContaining("sandbox"),
      });
      expect(sha256(await through.body())).toBe(sha256(bytes));
      await visit(tab, `/api/v1/documents/${id}/preview`);
      await canary.quiet(tab, `${name}, through the API`);

      const told = await api.ask("GET", `/documents/${id}/download`);
      const { download_url: address } = (await told.json()) as { download_url: string };
      const kept = await context.request.get(address);
      expect(kept.headers()["content-disposition"]).toMatch(/^attachment;/);
      await visit(tab, address);
      await canary.quiet(tab, `${name}, to be kept`);
    }
    await tab.close();
  });

  await test.step("as pictures that are drawn of them", async () => {
    await expect
      .poll(
        async () => {
          await page.reload();
          return documents.rows.locator("img[src*='thumbnails']").count();
        },
        { timeout: 60_000, intervals: [1_000] },
      )
      .toBeGreaterThan(1);
    const address = await documents.rows.locator("img[src*='thumbnails']").first().getAttribute("src");
    expect((await context.request.get(address ?? "")).headers()["content-type"]).toBe("image/webp");
    await canary.quiet(page, "the thumbnails");
  });

  await test.step("as what anybody may see", async () => {
    const gif = taken.find(({ type }) => type === "image/gif");
    if (gif === undefined) throw new Error("there is no GIF");
    const name = "público.gif";
    await api.store({ ...gif, name, bytes: Buffer.concat([gif.bytes, Buffer.from("//")]) }, "media");
    await documents.open("?kind=media");
    await documents.file(name).click();
    const { box } = documents.preview;
    await box.getByRole("button", { name: `Public link of ${name}` }).click();
    await page.getByRole("menuitem", { name: "Make public…" }).click();
    const dialog = page.getByRole("alertdialog", { name: `Make “${name}” public?` });
    await dialog.getByRole("button", { name: "Make public" }).click();
    const link = box.getByRole("link", { name: /\/media\/.*\.gif$/ });
    await expect(link).toBeVisible();
    const address = (await link.getAttribute("href")) ?? "";
    const tab = await context.newPage();
    await tab.goto(address);
    expect((await context.request.get(address)).headers()["content-type"]).toBe("image/gif");
    // As the source of a script it is none either: its type says so, and nobody guesses.
    await tab.goto(`${new URL(address).origin}/`).catch(() => null);
    await canary.quiet(tab, "the public file");
    await tab.close();
  });
  await canary.close();
});

test("names that systems stumble over come back as they were, in lists, downloads and zips", async ({
  documents,
  installation,
  page,
  school,
}) => {
  test.setTimeout(120_000);
  const rules = { document: { types: ["text/plain"] } };
  await installation.sql`update schools set upload_rules = ${installation.sql.json(rules)} where id = ${school.id}`;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const named = HARD_NAMES.map((name, at) => ({
    name,
    type: "text/plain",
    bytes: Buffer.from(`Archivo ${at} de nombre difícil\n`),
  }));
  await documents.open("?q=archivo-sin-nombre");
  await dropMade(page, named);
  await documents.settled();
  await expect(documents.tray.title).toHaveText(`${named.length} files uploaded`);
  await documents.tray.close();
  const rows = await installation.sql<{ filename: string }[]>`
    select filename from documents where school_id = ${school.id} and content_type = 'text/plain'
      and filename <> 'notas.txt'`;
  expect(rows.map(({ filename }) => filename).toSorted()).toEqual(HARD_NAMES.toSorted());

  await documents.open("?by=me");
  for (const name of ["=cmd().txt", "<img src=x onerror=alert(1)>.txt", "../../subir.txt"]) {
    await expect(documents.file(name)).toBeVisible();
  }
  await page.keyboard.press("ControlOrMeta+a");
  const downloading = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const zip = readZip(await readFile(await (await downloading).path()));
  const entries = [...zip.keys()];
  for (const { bytes } of named) expect([...zip.values()].some((one) => one.equals(bytes))).toBe(true);
  for (const entry of entries) {
    expect(entry).not.toMatch(/[\\/\u202E\p{Cc}]|\.\.|[. ]$/u);
    expect(entry.toUpperCase()).not.toMatch(/^(CON|NUL|AUX|PRN)(\.|$)/);
  }
  expect(dialogs).toEqual([]);
});
