import type { Locator, Page } from "@playwright/test";

/** The uploads at the bottom right. */
export class Tray {
  readonly box: Locator;
  readonly title: Locator;

  constructor(page: Page) {
    this.box = page.getByRole("region", { name: "Uploads" }).first();
    this.title = this.box.getByRole("heading", { level: 2 });
  }

  /** The row of a file. */
  row(name: string): Locator {
    return this.box.getByRole("listitem").filter({ has: this.box.page().getByTitle(name, { exact: true }) });
  }

  button(name: string): Locator {
    return this.box.getByRole("button", { name, exact: true });
  }

  cancel(name: string): Locator {
    return this.box.getByRole("button", { name: `Cancel ${name}`, exact: true });
  }

  retry(name: string): Locator {
    return this.box.getByRole("button", { name: `Try ${name} again`, exact: true });
  }

  async close(): Promise<void> {
    await this.box.getByRole("button", { name: "Close the uploads" }).click();
  }
}
