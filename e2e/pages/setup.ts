import type { Page } from "@playwright/test";

/** Where the first school is made. */
export class SetupPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async setUp(school: {
    name: string;
    administrator: string;
    email: string;
    password: string;
  }): Promise<void> {
    await this.page.getByLabel("Name of the school").fill(school.name);
    await this.page.getByLabel("Your name").fill(school.administrator);
    await this.page.getByLabel("Email").fill(school.email);
    await this.page.getByLabel("Password").fill(school.password);
    await this.page.getByRole("button", { name: "Set up and sign in" }).click();
  }
}
