import Papa from "papaparse";
import { expect, test } from "vitest";
import { linksFile } from "#components/members/import/links-file.ts";

test("a file of links is read back as it is, and runs nothing in a spreadsheet", () => {
  const text = linksFile(
    ["Name", "Email", "Role", "Link"],
    [
      { name: "Núñez, Ana", email: "ana@example.org", role: "teacher", secret: "s1" },
      { name: "=HYPERLINK(1)", email: "@evil", role: "viewer", secret: "s2" },
    ],
    { origin: "https://docs.example.org", role: ({ role }) => role },
  );
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data).toEqual([
    ["Name", "Email", "Role", "Link"],
    ["Núñez, Ana", "ana@example.org", "teacher", "https://docs.example.org/invite?token=s1"],
    ["'=HYPERLINK(1)", "'@evil", "viewer", "https://docs.example.org/invite?token=s2"],
  ]);
});
