import { describe, expect, it } from "vitest";
import { nameSafe, pastedFiles } from "#components/upload/pasted.ts";

const file = (name: string, type: string) => new File(["x"], name, { type, lastModified: 7 });
const paste = (files: readonly File[], ...types: string[]) =>
  pastedFiles({ files: files as unknown as FileList, types }, "Screenshot")?.map(({ name, type }) => [
    name,
    type,
  ]);

describe("a paste", () => {
  it("of files is those files, though their names come along as text", () => {
    const files = [file("Ruiz.pdf", "application/pdf"), file("image.png", "image/png")];
    expect(paste(files, "Files", "text/plain")).toEqual([
      ["Ruiz.pdf", "application/pdf"],
      ["Screenshot.png", "image/png"],
    ]);
  });

  it("of a picture without a file gives it a name", () => {
    expect(paste([file("image.png", "image/png")], "Files", "text/html")).toEqual([
      ["Screenshot.png", "image/png"],
    ]);
  });

  it("of cells or of writing is text, though a picture of it comes along", () => {
    expect(paste([file("image.png", "image/png")], "text/plain", "text/html", "Files")).toBeUndefined();
  });

  it("of text alone is text", () => expect(paste([], "text/plain")).toBeUndefined());
});

describe("a moment in a name", () => {
  it.each([
    ["22 Nov 2026, 16:05:30", "22 Nov 2026, 16.05.30"],
    ["11/22/2026, 4:05:30\u202fPM", "11-22-2026, 4.05.30 PM"],
  ])("%j becomes %j", (moment, safe) => expect(nameSafe(moment)).toBe(safe));
});
