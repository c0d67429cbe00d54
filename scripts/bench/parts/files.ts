import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { chromium, type Page } from "@playwright/test";
import { signInByHttp } from "#e2e/fixtures/sign-in.ts";
import { DocumentsPage } from "#e2e/pages/documents.ts";
import { photo } from "#e2e/samples/picture.ts";
import { type Figure, once } from "#scripts/bench/figure.ts";
import { onApp } from "#scripts/bench/on-app.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import type { Place } from "#scripts/bench/place.ts";
import { costOf } from "#scripts/bench/process-cost.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const COUNT = 500;
/** Bytes of each. */
const SIZE = 20_000;
const STORED_MS = 600_000;

type File = { name: string; bytes: Uint8Array };

/** Milliseconds that the same files take by the SDK's client, one after the other. */
async function byBarePuts({ env }: Place, files: readonly File[]): Promise<number> {
  const client = new S3Client({
    endpoint: env.R2_ENDPOINT_URL ?? "",
    region: "auto",
    forcePathStyle: true,
    credentials: { accessKeyId: env.R2_ACCESS_KEY_ID ?? "", secretAccessKey: env.R2_SECRET_ACCESS_KEY ?? "" },
  });
  const put = ({ name, bytes }: File) =>
    client.send(
      new PutObjectCommand({
        Bucket: env.R2_BUCKET_NAME ?? "",
        Key: `bench/${name}`,
        Body: bytes,
        ContentType: "image/png",
      }),
    );
  const [first] = files;
  if (first !== undefined) await put(first);
  const began = performance.now();
  for (const file of files) await put(file);
  client.destroy();
  return performance.now() - began;
}

/** How many requests go to the app, and how many to the store. */
function counted(page: Page, { baseUrl }: Place): { app: number; store: number } {
  const counts = { app: 0, store: 0 };
  page.on("request", (request) => {
    const isApp = request.url().startsWith(baseUrl);
    if (!request.url().startsWith("http")) return;
    if (!isApp) counts.store += 1;
    else if (request.method() !== "GET") counts.app += 1;
  });
  return counts;
}

async function choose(documents: DocumentsPage, folder: string, files: readonly File[]): Promise<void> {
  const paths = files.map(({ name }) => path.join(folder, name));
  for (const [at, { bytes }] of files.entries()) writeFileSync(paths[at] ?? "", bytes);
  const chooser = documents.page.waitForEvent("filechooser");
  await documents.uploadButton.first().click();
  await (await chooser).setFiles(paths);
}

/** Five hundred small files at once, chosen in a browser, beside the sum of the bare PUTs of the same files. */
export const measure: Measure = () =>
  onApp(async (place) => {
    const files = Array.from({ length: COUNT }, (_, at) => {
      const { name, bytes } = photo(`small ${at}.png`, { size: SIZE });
      return { name, bytes };
    });
    const folder = mkdtempSync(path.join(tmpdir(), "athena-bench-files-"));
    const browser = await chromium.launch({ executablePath: requireChromium(), args: ["--no-sandbox"] });
    try {
      const bare = await byBarePuts(place, files);
      const storageState = await signInByHttp(place.baseUrl, place);
      const context = await browser.newContext({ storageState, baseURL: place.baseUrl, locale: "en-GB" });
      const documents = new DocumentsPage(await context.newPage());
      await documents.open();
      const counts = counted(documents.page, place);
      const began = performance.now();
      const cost = await costOf(place.pid, async () => {
        await choose(documents, folder, files);
        await documents.page.getByText(`${COUNT} files uploaded`).first().waitFor({ timeout: STORED_MS });
      });
      const took = performance.now() - began;
      const words = `${COUNT} files of ${SIZE / 1000} kB in a browser`;
      const figures: Figure[] = [
        {
          name: words,
          unit: "ms",
          ours: once(took),
          peer: { name: "the sum of the bare PUTs", spread: once(bare) },
        },
        {
          name: `${words}: requests to the store`,
          unit: "",
          ours: once(counts.store),
          peer: { name: "a PUT each", spread: once(COUNT) },
        },
        { name: `${words}: requests to the app that change something`, unit: "", ours: once(counts.app) },
        { name: `${words}: CPU of the app for each file`, unit: "ms", ours: once(cost.cpuMs / COUNT) },
      ];
      return figures;
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
