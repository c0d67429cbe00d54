import type { Locator, Page } from "@playwright/test";

/** What is shown of a document in its preview, and the tools above it. */
export class Viewer {
  readonly box: Locator;
  /** The pages of a PDF, in what scrolls them. */
  readonly pages: Locator;
  readonly pageField: Locator;
  readonly query: Locator;
  readonly found: Locator;
  readonly media: Locator;

  constructor(page: Page, box: Locator) {
    this.box = box;
    this.pages = box.getByRole("region", { name: /, \d+ pages?$/ });
    this.pageField = box.getByRole("textbox", { name: "Page" });
    this.query = box.getByRole("searchbox", { name: "Search in the document" });
    this.found = box.getByRole("search").getByRole("status");
    this.media = page.locator("audio, video");
  }

  tool(name: string): Locator {
    return this.box.getByRole("button", { name, exact: true });
  }

  /** What screen readers are told of the size. */
  zoomed(percent: number): Locator {
    return this.box.getByRole("status").filter({ hasText: `Zoom ${percent}%` });
  }

  /** A line of a PDF's text, as it can be selected. */
  line(text: string): Locator {
    return this.pages.getByText(text, { exact: true });
  }

  thumbnail(page: number): Locator {
    return this.box
      .getByRole("navigation", { name: "Small pages" })
      .getByRole("button", { name: `Go to page ${page}`, exact: true });
  }

  /** The words that are marked as the match that is looked at. */
  async marked(): Promise<string> {
    return this.box.evaluate(() =>
      [...(CSS.highlights.get("pdf-current") ?? [])].map((range) => (range as Range).toString()).join("|"),
    );
  }

  /** CSS pixels from the middle of what is seen of the pages to the match that is looked at; none is far away. */
  async matchFromMiddle(): Promise<number> {
    return this.pages.evaluate((pages) => {
      const [range] = [...(CSS.highlights.get("pdf-current") ?? [])];
      if (!(range instanceof Range)) return Number.POSITIVE_INFINITY;
      const [at, box] = [range.getBoundingClientRect(), pages.getBoundingClientRect()];
      return Math.abs(at.top + at.height / 2 - (box.top + box.height / 2));
    });
  }
}

/** Where a media element is. */
export async function playing(
  media: Locator,
): Promise<{ time: number; paused: boolean; rate: number; src: string }> {
  return media.evaluate((element: HTMLMediaElement) => ({
    time: element.currentTime,
    paused: element.paused,
    rate: element.playbackRate,
    src: element.src,
  }));
}
