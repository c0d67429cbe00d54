import type { Locator, Page } from "@playwright/test";

/** Where people sign in. */
export class SignInPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1, name: "Sign in" });
    this.problem = page.getByRole("main").getByRole("alert");
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`/sign-in${search}`);
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }
}
