import type { Locator, Page } from "@playwright/test";

const NAME = /^(Preview|Vista previa):/;

/** One document, in a panel beside the list or over the whole window. */
export class Preview {
  readonly box: Locator;
  /** Only as a panel: the list is in reach beside it. */
  readonly panel: Locator;
  /** Only over the whole window: nothing else is in reach. */
  readonly full: Locator;
  readonly next: Locator;
  readonly previous: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole("region", { name: NAME });
    this.full = page.getByRole("dialog", { name: NAME });
    this.box = this.panel.or(this.full);
    this.next = this.box.getByRole("button", { name: "Next file" });
    this.previous = this.box.getByRole("button", { name: "Previous file" });
  }

  title(name: string): Locator {
    return this.box.getByRole("heading", { name, exact: true });
  }

  /** A page of the PDF that is shown. */
  sheet(page: number, pages: number): Locator {
    return this.box.getByRole("img", { name: `Page ${page} of ${pages}`, exact: true });
  }

  tab(name: "Details" | "History"): Locator {
    return this.box.getByRole("tab", { name, exact: true });
  }

  /** What the open tab says. */
  get info(): Locator {
    return this.box.getByRole("tabpanel");
  }

  download(name: string): Locator {
    return this.box.getByRole("link", { name: `Download ${name}`, exact: true });
  }

  /** Closes it, and waits until it is gone: it takes a step back in the tab's history. */
  async close(): Promise<void> {
    await this.box.getByRole("button", { name: "Close the preview" }).click();
    await this.box.waitFor({ state: "hidden" });
  }
}

/** How many colours besides white a canvas shows. */
export async function coloursOf(sheet: Locator): Promise<number> {
  return sheet.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    if (canvas.width === 0 || canvas.height === 0) return 0;
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(at, at + 4);
      const colour = (red << 16) | (green << 8) | blue;
      if (alpha > 0 && colour !== 0xffffff) colours.add(colour);
    }
    return colours.size;
  });
}
