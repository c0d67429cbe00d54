import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { untilAwake } from "../fixtures/awake.ts";
import { dropFromDisk, onDisk } from "../fixtures/drop.ts";
import type { Sample } from "../samples/sample.ts";
import { Preview } from "./preview.ts";
import { Tray } from "./tray.ts";

/** The list of the school's documents, with what floats above it. */
export class DocumentsPage {
  readonly page: Page;
  readonly tray: Tray;
  readonly preview: Preview;
  readonly heading: Locator;
  readonly table: Locator;
  /** The list where it is drawn as a grid. */
  readonly cards: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  readonly uploadButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tray = new Tray(page);
    this.preview = new Preview(page);
    this.heading = page.getByRole("heading", { level: 1, name: "Documents" });
    this.table = page.getByRole("table", { name: "Documents" });
    this.cards = page.getByRole("list", { name: "Documents" });
    this.rows = this.table
      .getByRole("row")
      .filter({ has: page.getByRole("checkbox", { name: /^Select (?!all)/ }) });
    this.search = page.getByRole("searchbox", { name: "Search by name" });
    this.uploadButton = page.getByRole("button", { name: "Upload", exact: true });
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`/documents${search}`);
    await this.ready();
  }

  /** Waits until the page answers: what is dropped or pressed before its script runs, no page can hear. */
  async ready(): Promise<void> {
    await this.heading.waitFor();
    await untilAwake(this.page);
  }

  /** The row's link, whose text is the file's name. */
  file(name: string): Locator {
    return this.table.getByRole("link", { name, exact: true });
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** Where the list is drawn as a grid. */
  card(name: string): Locator {
    return this.cards
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  cardLink(name: string): Locator {
    return this.cards.getByRole("link", { name, exact: true });
  }

  /** How many cards stand beside each other. */
  async columns(): Promise<number> {
    return this.cards.evaluate(
      (list) => getComputedStyle(list).gridTemplateColumns.split(" ").filter(Boolean).length,
    );
  }

  /** The small picture in the row; it has no name, for the file's stands beside it. */
  thumbnail(name: string): Locator {
    return this.row(name).locator("img");
  }

  select(name: string): Locator {
    return this.table.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  /** Drops files onto the page, all at once. */
  async drop(samples: readonly Sample[]): Promise<void> {
    await onDisk(samples, async (paths) => {
      await dropFromDisk(this.page, paths);
      // The disk is read until each has been stored or refused.
      await this.settled();
    });
  }

  /** Chooses a file with the button. */
  async choose(sample: Sample, settled = true): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.uploadButton.first().click();
    // On phones the floating button asks first where from.
    const files = this.page
      .getByRole("region", { name: "Upload from" })
      .getByRole("button", { name: "Files" });
    if (await files.isVisible()) await files.click();
    await (await chooser).setFiles({ name: sample.name, mimeType: sample.type, buffer: sample.bytes });
    if (settled) await this.settled();
  }

  /** Waits until nothing is on its way any more. */
  async settled(timeout = 60_000): Promise<void> {
    await this.tray.box.getByRole("button", { name: "Close the uploads" }).waitFor({ timeout });
  }

  /** Shows every row there is, by asking for more until there is none. */
  async showAll(): Promise<void> {
    const more = this.page.getByRole("button", { name: "Show more" });
    const loading = this.page.getByRole("button", { name: "Loading…" });
    while ((await more.or(loading).count()) > 0) {
      await more
        .or(loading)
        .scrollIntoViewIfNeeded({ timeout: 2_000 })
        .catch(() => undefined);
    }
  }

  /** The names as they stand in the list, from top to bottom; of a long list only a part is in the page at a time. */
  async names(): Promise<string[]> {
    return this.table.or(this.cards).evaluate(async (list) => {
      const names = new Map<number, string>();
      const read = () => {
        for (const item of list.querySelectorAll<HTMLElement>("[data-row]")) {
          const place = Number(item.ariaRowIndex ?? item.ariaPosInSet);
          names.set(place, item.querySelector("[data-open]")?.textContent ?? "");
        }
        return list.querySelector("[data-gap]") === null;
      };
      if (!read()) {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        // What a busy page has not drawn yet is a gap for as long.
        const isDrawn = () =>
          [...list.querySelectorAll("[data-gap]")].every((gap) => {
            const { top, bottom, height } = gap.getBoundingClientRect();
            return height === 0 || bottom <= 0 || top >= window.innerHeight;
          });
        const { scrollX, scrollY } = window;
        const end = () => window.scrollY + window.innerHeight + 1 >= document.documentElement.scrollHeight;
        window.scrollTo(0, 0);
        for (let last = false; !last; window.scrollBy(0, window.innerHeight / 2)) {
          last = end();
          await frame();
          for (let waits = 0; waits < 300 && !isDrawn(); waits += 1) await frame();
          read();
        }
        window.scrollTo(scrollX, scrollY);
      }
      return [...names].toSorted(([one], [other]) => one - other).map(([, name]) => name);
    });
  }

  /** Downloads through the row's own link, and answers the bytes. */
  async download(name: string): Promise<{ bytes: Buffer; suggested: string }> {
    return saved(this.page, this.table.getByRole("link", { name: `Download ${name}`, exact: true }));
  }
}

/** Follows a link to a download, and answers the bytes. */
export async function saved(page: Page, link: Locator): Promise<{ bytes: Buffer; suggested: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { bytes: await readFile(await download.path()), suggested: download.suggestedFilename() };
}
