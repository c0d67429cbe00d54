import type { Locator, Page } from "@playwright/test";

/** The window that asks who is there. */
export class ConfirmDialog {
  readonly dialog: Locator;
  readonly password: Locator;
  readonly problem: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    this.password = this.dialog.getByLabel("Your password");
    this.problem = this.dialog.getByRole("alert");
  }

  async answer(password: string): Promise<void> {
    await this.password.fill(password);
    await this.dialog.getByRole("button", { name: "Confirm" }).click();
  }
}
