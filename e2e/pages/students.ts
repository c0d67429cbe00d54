import type { Locator, Page } from "@playwright/test";
import type { Sample } from "../samples/sample.ts";

/** The list of students, and the page of one. */
export class StudentsPage {
  readonly page: Page;
  readonly table: Locator;
  readonly addButton: Locator;
  readonly search: Locator;
  readonly dialog: Locator;
  readonly files: Locator;
  /** What a student should have, and how much of it is missing. */
  readonly asked: Locator;
  readonly missing: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole("table", { name: "Students" });
    this.addButton = page.getByRole("button", { name: "Add student" }).first();
    this.search = page.getByRole("searchbox", { name: "Search by name or ID" });
    // Not the messages, which are dialogs as well.
    this.dialog = page.getByRole("dialog", { name: /^(Add a student|Change |Whom )/ });
    this.files = page.getByRole("region", { name: "Files", exact: true });
    this.asked = page.getByRole("list", { name: "Checklist" });
    this.missing = page.getByRole("region", { name: "Checklist" }).getByRole("status");
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ hasText: name });
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`/students${search}`);
    await this.title("Students").waitFor();
  }

  title(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  /** The way to a student's page, whose words are as lists have names. */
  student(name: string): Locator {
    return this.table.getByRole("link", { name, exact: true });
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  async save(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Save" }).click();
  }

  file(name: string): Locator {
    return this.files.getByRole("link", { name, exact: true });
  }

  /** Chooses a file with the button of a student's page. */
  async upload(sample: Sample): Promise<void> {
    await this.#choose(this.page.getByRole("button", { name: "Upload", exact: true }), sample);
  }

  /** Chooses a file for what is missing. */
  async bring(item: string, sample: Sample): Promise<void> {
    await this.#choose(this.asked.getByRole("button", { name: `Upload ${item}` }), sample);
  }

  async #choose(button: Locator, sample: Sample): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await button.click();
    await (await chooser).setFiles({ name: sample.name, mimeType: sample.type, buffer: sample.bytes });
  }
}
