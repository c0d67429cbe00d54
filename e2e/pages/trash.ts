import type { Locator, Page } from "@playwright/test";

/** What was thrown away. */
export class TrashPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly table: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1, name: "Trash" });
    this.table = page.getByRole("table", { name: "Trash" });
    this.dialog = page.getByRole("alertdialog");
  }

  async open(): Promise<void> {
    await this.page.goto("/trash");
    await this.heading.waitFor();
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.select(name) });
  }

  select(name: string): Locator {
    return this.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  restore(name: string): Locator {
    return this.table.getByRole("button", { name: `Restore ${name}`, exact: true });
  }

  purge(name: string): Locator {
    return this.table.getByRole("button", { name: `Delete ${name} for good`, exact: true });
  }
}
