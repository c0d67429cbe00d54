import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { type Installation, visit } from "#e2e/fixtures/installation.ts";
import { foundSchool, type School } from "#e2e/fixtures/school.ts";
import { AppProcess } from "#scripts/prove/app-process.ts";
import { StoreProxy } from "#scripts/prove/store-proxy.ts";
import { PROJECT_ROOT } from "#scripts/start/project.ts";
import { freePort, startTestApp } from "#scripts/test/app.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

/** Bytes of the largest document that the proving school takes. */
const MAX_BYTES = 5_000_000_000;

/**
 * What uploads are proven on: the services of an `npm start`, and beside them an app of its own that knows the store by
 * the address of a proxy that can fail.
 */
export type Ground = {
  /** As the app beside the services is given it. */
  installation: Installation;
  school: School;
  proxy: StoreProxy;
  browser: Browser;
  /** For what is written on the way; removed at the end. */
  folder: string;
  app: () => AppProcess;
  /** Ends the app and starts the build of another folder on the same port. */
  restart: (folder: string) => Promise<void>;
  end: () => Promise<void>;
};

/** @param bytesPerSecond the pace of the line between browser and store. */
export async function prepareGround(bytesPerSecond: number): Promise<Ground> {
  await using undone = new AsyncDisposableStack();
  const services = await startTestApp();
  undone.defer(() => services.stop());
  const behind = visit(services.dataDir);
  undone.defer(() => behind.leave());
  const folder = await mkdtemp(join(tmpdir(), "athena-prove-"));
  undone.defer(() => rm(folder, { recursive: true, force: true }));
  const proxy = new StoreProxy(behind.bucket.origin, bytesPerSecond);
  await proxy.listen();
  undone.defer(() => proxy.close());

  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const settings = { ...behind.settings, R2_ENDPOINT_URL: proxy.address, NEXTAUTH_URL: baseUrl };
  await behind.bucket.admitOrigin(baseUrl);
  const school = await foundSchool(behind);
  await behind.sql`update schools set upload_rules = ${behind.sql.json({ document: { maxBytes: MAX_BYTES } })} where id = ${school.id}`;
  let app = await AppProcess.start(PROJECT_ROOT, port, settings);
  undone.defer(() => app.stop());
  const browser = await chromium.launch({ executablePath: requireChromium(), args: ["--no-sandbox"] });
  undone.defer(() => browser.close());
  const kept = undone.move();
  return {
    installation: { ...behind, baseUrl, settings },
    school,
    proxy,
    browser,
    folder,
    app: () => app,
    restart: async (from) => {
      await app.stop();
      app = await AppProcess.start(from, port, settings);
    },
    end: () => kept.disposeAsync(),
  };
}
