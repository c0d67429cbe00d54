import type { Locator, Page } from "@playwright/test";

/** Settings, Storage: the doctor. */
export class StoragePage {
  readonly page: Page;
  readonly heading: Locator;
  readonly run: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1, name: "Storage" });
    this.run = page.getByRole("button", { name: "Run the checks" });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/storage");
    await this.heading.waitFor();
  }

  /** The row of one check. */
  check(name: string): Locator {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: name });
  }

  /** Every row whose check has ended in this way. */
  ended(how: "Passed" | "Note" | "Warning" | "Failed" | "Skipped" | "Waiting"): Locator {
    return this.page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: `: ${how}` });
  }
}
