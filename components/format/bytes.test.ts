import { describe, expect, it } from "vitest";
import { formatBytes } from "#components/format/bytes.ts";

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [213_700, "214 kB"],
    [999_999, "1 MB"],
    [10 * 1024 * 1024, "10.5 MB"],
    [1_050_000_000, "1.05 GB"],
    [5e12, "5 TB"],
    [2e15, "2,000 TB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatBytes(bytes, "en")).toBe(text);
  });

  it("writes numbers as the language does", () => {
    expect(formatBytes(1_250_000, "es")).toBe("1,25 MB");
  });
});
