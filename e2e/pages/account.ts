import type { Locator, Page } from "@playwright/test";
import type { Sample } from "../samples/sample.ts";

/** The reader's own account. */
export class AccountPage {
  readonly page: Page;
  readonly language: Locator;
  readonly theme: Locator;
  /** Where they are signed in. */
  readonly sessions: Locator;
  /** Where their picture is cut. */
  readonly cropper: Locator;
  /** What moves in it, and takes the keys. */
  readonly stage: Locator;
  readonly zoom: Locator;

  constructor(page: Page) {
    this.page = page;
    this.language = page.getByRole("combobox", { name: /^(Language|Idioma)$/ });
    this.theme = page.getByRole("combobox", { name: /^(Theme|Tema)$/ });
    this.sessions = page.getByRole("list", { name: "Where you are signed in" });
    this.cropper = page.getByRole("dialog", { name: "Your picture", exact: true });
    this.stage = this.cropper.getByRole("application");
    this.zoom = this.cropper.getByRole("slider", { name: "Zoom" });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/account");
    await this.language.waitFor();
  }

  /** Chooses a picture by the button with this name. */
  async choosePicture(button: string, { name, type, bytes }: Sample): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await (await chooser).setFiles({ name, mimeType: type, buffer: bytes });
  }

  async savePicture(): Promise<void> {
    await this.cropper.getByRole("button", { name: "Save picture" }).click();
    await this.cropper.waitFor({ state: "hidden" });
  }
}
