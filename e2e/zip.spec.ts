import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "./fixtures/test.ts";
import { readZip } from "./fixtures/zip.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

const run = promisify(execFile);

test.use({ viewport: { width: 1440, height: 900 } });

test("200 files, all that match and two of one name, come as a zip that opens and equals the originals", async ({
  documents,
  page,
  api,
}) => {
  test.setTimeout(240_000);
  const stored = [
    ...Array.from({ length: 197 }, (_, at) => photo(`lote ${at + 1}.png`)),
    await letter("lote Ruiz.pdf", 2),
    // The same name again, with other bytes.
    await letter("lote Ruiz.pdf", 5),
    await letter("lote ángulos.pdf", 1),
  ];
  await api.storeAll(stored);
  await documents.open("?q=lote");
  await page.keyboard.press("ControlOrMeta+a");
  await page.getByRole("button", { name: "Select all 200 that match" }).click();
  await expect(page.getByText("All 200 files that match are selected.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.getByRole("button", { name: "Download", exact: true }).click(),
  ]);
  const path = await download.path();
  const files = readZip(await readFile(path));
  expect(files.size).toBe(200);
  expect(files.has("lote Ruiz (2).pdf")).toBe(true);
  const bytes = (list: Iterable<Buffer>) => [...list].map((buffer) => buffer.toString("base64")).sort();
  expect(bytes(files.values())).toEqual(bytes(stored.map((sample) => sample.bytes)));
  // Where the machine has it, the program that everybody else opens it with agrees.
  const told = await run("unzip", ["-tqq", path]).catch((error: { code?: unknown }) => error);
  const absent = "code" in told && told.code === "ENOENT";
  expect(absent || !("code" in told)).toBe(true);
});
