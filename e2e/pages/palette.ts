import type { Locator, Page } from "@playwright/test";

/** The command palette. */
export class Palette {
  readonly page: Page;
  readonly box: Locator;
  readonly input: Locator;
  readonly options: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole("dialog", { name: "Go to, find or do" });
    this.input = this.box.getByRole("combobox");
    this.options = this.box.getByRole("option");
  }

  /** Opens it with the keys, once the one before has gone from sight. */
  async open(): Promise<void> {
    await this.box.waitFor({ state: "hidden" });
    await this.page.keyboard.press("ControlOrMeta+k");
    await this.input.waitFor();
  }

  option(name: string | RegExp): Locator {
    return this.box.getByRole("option", { name });
  }

  /** Types, waits for what is to be found, and takes it with Enter. */
  async take(typed: string, name: string | RegExp): Promise<void> {
    await this.input.fill(typed);
    await this.option(name).and(this.page.locator("[aria-selected=true]")).waitFor();
    await this.page.keyboard.press("Enter");
  }
}
