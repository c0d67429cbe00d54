import { expect, type Locator, type Page } from "@playwright/test";

/** School, Webhooks: who is told what happens. */
export class WebhooksPage {
  readonly page: Page;
  readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole("main");
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/school/webhooks");
    await expect(this.page.getByRole("heading", { name: "School", level: 1 })).toBeVisible();
  }

  /** Adds a webhook to an address; answers the secret that the page tells. */
  async add(url: string): Promise<string> {
    await this.main.getByRole("button", { name: "Add webhook" }).click();
    const questions = this.page.getByRole("dialog", { name: "Add a webhook" });
    await questions.getByLabel("Address").fill(url);
    await questions.getByRole("button", { name: "Add webhook" }).click();
    const told = this.page.getByRole("dialog", { name: "Its secret" });
    const field = told.getByRole("textbox", { name: "Secret" });
    await expect(field).toHaveValue(/^whsec_/);
    const secret = await field.inputValue();
    await told.getByRole("button", { name: "Done" }).click();
    await expect(told).toBeHidden();
    return secret;
  }

  /** The lines of the delivery log with an event of this type. */
  line(type: string): Locator {
    return this.main.getByRole("table", { name: "Deliveries" }).getByRole("row").filter({ hasText: type });
  }
}
