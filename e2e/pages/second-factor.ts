import type { Locator, Page } from "@playwright/test";
import { appCode } from "#lib/testing/authenticator.ts";

/** Signing in in two steps: the page that asks for the code, and the one on which the app is set up. */
export class SecondFactorPage {
  readonly page: Page;
  readonly codeHeading: Locator;
  readonly setUpHeading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.codeHeading = page.getByRole("heading", { level: 1, name: "Enter your code" });
    this.setUpHeading = page.getByRole("heading", { level: 1, name: "Set up sign-in in two steps" });
  }

  /** Types a code into the field of this name, and sends it. */
  async type(label: string, code: string): Promise<void> {
    await this.page.getByLabel(label).fill(code);
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  /** Sets an app up by the button of this name, and answers its key and the recovery codes. */
  async setUp(button: string, password: string): Promise<{ key: string; codes: string[] }> {
    const main = this.page.getByRole("main");
    await main.getByRole("button", { name: button }).click();
    await main.getByRole("img", { name: "QR code for an authenticator app" }).waitFor();
    const key = (await main.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? "";
    await main.getByLabel("Code", { exact: true }).fill(appCode(key));
    await main.getByLabel("Your current password").fill(password);
    await main.getByRole("button", { name: "Turn on" }).click();
    const list = main.getByRole("list", { name: "Recovery codes" });
    await list.waitFor();
    return { key, codes: await list.getByRole("listitem").allTextContents() };
  }
}
