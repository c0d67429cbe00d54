import type { Locator, Page } from "@playwright/test";
import { untilAwake } from "../fixtures/awake.ts";

/** School, Files: which files the school takes. */
export class FileRulesPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/school/files");
    await this.form("Documents").waitFor();
    await untilAwake(this.page);
  }

  /** What is decided about one kind. */
  form(kind: "Documents" | "Reports" | "Media" | "Message attachments"): Locator {
    return this.page.getByRole("form", { name: kind });
  }
}
