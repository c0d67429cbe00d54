import { describe, expect, it } from "vitest";
import { check } from "#components/upload/policy.ts";
import { POLICY } from "#lib/documents/constants.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

function checked(name: string, type: string, size = 10) {
  const result = check({ name, size, type }, POLICY.document);
  if (result.ok) return result.contentType;
  return result.failure.from === "server" ? result.failure.code : result.failure.reason;
}

describe("check", () => {
  it.each([
    ["a.pdf", "application/pdf", "application/pdf"],
    ["A.PDF", "", "application/pdf"],
    ["a.docx", "", DOCX],
    ["a.jpeg", "application/octet-stream", "image/jpeg"],
    ["report...png", "image/png", "image/png"],
    ["a.pdf. .", "application/pdf", "application/pdf"],
    ["a.exe.", "application/pdf", "unsupported_type"],
    ["a.exe", "application/pdf", "unsupported_type"],
    ["a", "application/pdf", "unsupported_type"],
    [".pdf.svg", "image/svg+xml", "unsupported_type"],
  ])("takes %s (%s) as %s", (name, type, expected) => {
    expect(checked(name, type)).toBe(expected);
  });

  it("refuses what is empty or too large", () => {
    const most = POLICY.document.maxSize;
    expect(checked("a.pdf", "application/pdf", 0)).toBe("empty_file");
    expect(checked("a.pdf", "application/pdf", most)).toBe("application/pdf");
    expect(checked("a.pdf", "application/pdf", most + 1)).toBe("file_too_large");
  });
});
