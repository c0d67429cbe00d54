import type { Locator, Page } from "@playwright/test";

/** The reader's own account. */
export class AccountPage {
  readonly page: Page;
  readonly language: Locator;
  readonly theme: Locator;

  constructor(page: Page) {
    this.page = page;
    this.language = page.getByRole("combobox", { name: /^(Language|Idioma)$/ });
    this.theme = page.getByRole("combobox", { name: /^(Theme|Tema)$/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/account");
    await this.language.waitFor();
  }
}
