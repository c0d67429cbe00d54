import { expect, type Locator, type Page } from "@playwright/test";

/** What a school asks of each student, as its administrators set it. */
export class ChecklistPage {
  readonly page: Page;
  readonly addButton: Locator;
  readonly items: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.addButton = page.getByRole("button", { name: "Add to the checklist" });
    this.items = page.getByRole("list", { name: "What each student should have, in order" });
    this.dialog = page.getByRole("dialog", { name: /^(Add to the checklist|Change )/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/school/checklist");
    await this.page.getByRole("heading", { level: 1, name: "School" }).waitFor();
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  item(name: string): Locator {
    return this.items.getByRole("listitem").filter({ hasText: name });
  }

  /** Saves, and waits until the dialog has gone where it is to go. */
  async save(goes = true): Promise<void> {
    await this.dialog.getByRole("button", { name: "Save" }).click();
    if (goes) await expect(this.dialog).toHaveCount(0);
  }
}
