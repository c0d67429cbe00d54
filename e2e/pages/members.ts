import { expect, type Locator, type Page } from "@playwright/test";

/** Who belongs to the school: Settings, School, Members. */
export class MembersPage {
  readonly page: Page;
  readonly people: Locator;
  readonly waiting: Locator;

  constructor(page: Page) {
    this.page = page;
    this.people = page.getByRole("list", { name: "People" });
    this.waiting = page.getByRole("list", { name: "Invited, not here yet" });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/school/members");
    await expect(this.people).toBeVisible();
  }

  row(name: string): Locator {
    return this.people.getByRole("listitem").filter({ hasText: name });
  }

  /** Chooses from what can be done with a member. */
  async choose(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: `More for ${name}` })
      .click();
    await this.page.getByRole("menuitem", { name: action }).click();
  }

  /** The link that a dialog of this name tells; the dialog is closed. */
  async toldLink(title: string): Promise<string> {
    const told = this.page.getByRole("dialog", { name: title });
    const link = told.getByRole("textbox", { name: "Link" });
    await expect(link).toHaveValue(/^http/);
    const address = await link.inputValue();
    await told.getByRole("button", { name: "Done" }).click();
    await expect(told).toBeHidden();
    return address;
  }
}
