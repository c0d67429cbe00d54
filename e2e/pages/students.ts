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

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole("table", { name: "Students" });
    this.addButton = page.getByRole("button", { name: "Add student" }).first();
    this.search = page.getByRole("searchbox", { name: "Search by name or ID" });
    // Not the messages, which are dialogs as well.
    this.dialog = page.getByRole("dialog", { name: /^(Add a student|Change |Whom )/ });
    this.files = page.getByRole("list", { name: "Files", exact: true });
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
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Upload", exact: true }).click();
    await (await chooser).setFiles({ name: sample.name, mimeType: sample.type, buffer: sample.bytes });
  }
}
