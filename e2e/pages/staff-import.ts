import type { Locator, Page } from "@playwright/test";

const HEADER = "Nombre;Correo electrónico;Función;Ve archivos restringidos";

/** Where staff are invited from a file: Settings, School, Members, Import from CSV. */
export class StaffImportPage {
  readonly page: Page;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1, name: "Import staff" });
  }

  async choose(button: string, rows: readonly string[]): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: button }).click();
    const buffer = Buffer.from([HEADER, ...rows].join("\r\n"));
    await (await chooser).setFiles({ name: "personal.csv", mimeType: "text/csv", buffer });
  }

  /** The rows of one sort, by the words above them. */
  sort(words: string): Locator {
    return this.page.getByRole("region", { name: words, exact: true });
  }
}
