import { expect, type Locator, type Page } from "@playwright/test";
import type { Sample } from "../samples/sample.ts";

/** Messages: the boxes, one message, and where they are written. */
export class MessagesPage {
  readonly page: Page;
  readonly heading: Locator;
  /** The way here, with how many wait to be read. */
  readonly link: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1, name: "Messages" });
    this.link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Messages/ });
    this.dialog = page.getByRole("dialog");
  }

  async open(): Promise<void> {
    await this.page.goto("/messages");
    await expect(this.heading).toBeVisible();
  }

  box(name: "Inbox" | "Sent" | "Drafts"): Locator {
    return this.page.getByRole("list", { name, exact: true });
  }

  line(box: "Inbox" | "Sent" | "Drafts", subject: string): Locator {
    return this.box(box)
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("link", { name: subject, exact: true }) });
  }

  /** Opens a message from its box. */
  async read(subject: string): Promise<void> {
    await this.page.getByRole("link", { name: subject, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: subject, exact: true })).toBeVisible();
  }

  /** Goes where messages are written, and waits until it can be written there. */
  async write(link = "New message"): Promise<void> {
    await this.page.getByRole("main").getByRole("link", { name: link, exact: true }).first().click();
    await expect(this.page.getByRole("heading", { level: 1, name: "New message" })).toBeVisible();
    await this.page.locator("html[data-awake]").waitFor({ state: "attached" });
  }

  get subject(): Locator {
    return this.page.getByLabel("Subject", { exact: true });
  }

  get text(): Locator {
    return this.page.getByLabel("Text", { exact: true });
  }

  /** Names somebody by typing part of what they are called. */
  async name(typed: string, label: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "To", exact: true }).fill(typed);
    await this.page.getByRole("option", { name: label }).click();
    await expect(this.named(label)).toBeVisible();
  }

  /** The button that takes somebody or something off again. */
  named(label: string): Locator {
    return this.page.getByRole("button", { name: `Take off ${label}`, exact: true });
  }

  /** Attaches a file that the school has. */
  async choose(typed: string, filename: string): Promise<void> {
    await this.page.getByRole("button", { name: "Choose documents" }).click();
    await this.dialog.getByRole("searchbox", { name: "Search by name" }).fill(typed);
    await this.dialog.getByRole("button", { name: `Attach ${filename}`, exact: true }).click();
    await expect(this.dialog.getByText("Attached", { exact: true })).toBeVisible();
    await this.dialog.getByRole("button", { name: "Close" }).click();
    await expect(this.dialog).toHaveCount(0);
    await expect(this.named(filename)).toBeVisible();
  }

  /** Attaches a new file, and waits until it is there. */
  async attach(sample: Sample): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Add files" }).click();
    await (await chooser).setFiles({ name: sample.name, mimeType: sample.type, buffer: sample.bytes });
    await expect(this.named(sample.name)).toBeVisible();
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(this.page.getByText("Message sent", { exact: true }).first()).toBeVisible();
    await expect(this.heading).toBeVisible();
  }

  file(name: string): Locator {
    return this.page.getByRole("main").getByRole("button", { name, exact: true });
  }

  download(name: string): Locator {
    return this.page.getByRole("link", { name: `Download ${name}`, exact: true });
  }
}
