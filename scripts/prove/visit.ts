import type { BrowserContext, Page } from "@playwright/test";
import { signInByHttp } from "#e2e/fixtures/sign-in.ts";
import { DocumentsPage } from "#e2e/pages/documents.ts";
import type { Ground } from "#scripts/prove/ground.ts";
import { until } from "#scripts/prove/until.ts";

/** A teacher's tab on the documents page. */
export class Visit {
  readonly context: BrowserContext;
  readonly documents: DocumentsPage;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.documents = new DocumentsPage(page);
  }

  static async begin(ground: Ground): Promise<Visit> {
    const storageState = await signInByHttp(ground.installation.baseUrl, ground.school.people.teacher);
    const context = await ground.browser.newContext({
      storageState,
      baseURL: ground.installation.baseUrl,
      locale: "en-GB",
    });
    const visit = new Visit(context, await context.newPage());
    visit.documents.page.on("dialog", (dialog) => void dialog.accept());
    await visit.documents.open();
    return visit;
  }

  /** Chooses a file of the disk with the upload button. */
  async choose(path: string): Promise<void> {
    const chooser = this.documents.page.waitForEvent("filechooser");
    await this.documents.uploadButton.first().click();
    await (await chooser).setFiles(path);
  }

  /** Chooses the file that an unfinished upload waits for. */
  async chooseAgain(name: string, path: string): Promise<void> {
    const button = this.documents.tray.button(`Choose ${name} to go on`);
    await button.waitFor();
    const chooser = this.documents.page.waitForEvent("filechooser");
    await button.click();
    await (await chooser).setFiles(path);
  }

  /** Waits until the tray says that files were uploaded, and nothing else. */
  async stored(count: number, timeoutMs?: number): Promise<void> {
    const { title } = this.documents.tray;
    const wanted = count === 1 ? "1 file uploaded" : `${count} files uploaded`;
    const says = async () => {
      const said = await title.textContent({ timeout: 5_000 }).catch(() => "");
      if (said?.includes("attention"))
        throw new Error(`the tray says: ${await this.documents.tray.box.innerText()}`);
      return said === wanted;
    };
    await until(wanted, says, timeoutMs);
  }
}

/** What the service and the store have of a file, once its checksum is proven. */
export async function provenBytes({ installation, school }: Ground, name: string): Promise<string> {
  const row = await until(`${name} is proven`, async () => {
    const [found] = await installation.sql<{ key: string; sha256: string; proven: boolean }[]>`
      select file_path as key, sha256, sha256_verified_at is not null as proven
      from documents where school_id = ${school.id} and filename = ${name}`;
    return found?.proven ? found : null;
  });
  const stored = await installation.bucket.sha256(row.key);
  return stored === row.sha256 ? stored : `${stored} is stored and ${row.sha256} written down`;
}
