import type { Locator, Page } from "@playwright/test";

/** The list of reports, and the table that asks whose each dropped file is. */
export class ReportsPage {
  readonly page: Page;
  readonly title: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly asking: Locator;
  readonly summary: Locator;
  readonly chooser: Locator;

  constructor(page: Page) {
    this.page = page;
    this.title = page.getByRole("heading", { level: 1, name: "Reports", exact: true });
    this.table = page.getByRole("table", { name: "Reports" });
    this.search = page.getByRole("searchbox", { name: "Search by student or file name" });
    this.asking = page.getByRole("dialog", { name: /^Whose (is this|are these)/ });
    this.summary = this.asking.getByRole("status").filter({ hasText: "to check" });
    this.chooser = page.getByRole("dialog", { name: /^Whose is / });
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`/reports${search}`);
    await this.title.waitFor();
  }

  /** The report of a student in the list, by the student's name as lists have it. */
  report(name: string): Locator {
    // Not the way to download it, which may have the name in it.
    return this.table.getByRole("link", { name: new RegExp(`^${name}`) });
  }

  /** Whose a file is, in the table that asks. */
  studentOf(file: string): Locator {
    return this.asking.getByRole("combobox", { name: `Student of ${file}`, exact: true });
  }

  forAll(field: string): Locator {
    return this.asking.getByRole("group", { name: "For all" }).getByLabel(field, { exact: true });
  }

  store(count: number): Locator {
    return this.asking.getByRole("button", {
      name: `Store ${count} report${count === 1 ? "" : "s"}`,
      exact: true,
    });
  }
}
