import { expect, test } from "vitest";
import { changedPlans, planLines, readPlans, writePlans } from "#scripts/bench/database/plan.ts";
import { literal } from "#scripts/bench/database/statements.ts";

const INDEX = "documents_newest_idx";
const plan = {
  "Node Type": "Limit",
  "Total Cost": 12.5,
  Plans: [
    {
      "Node Type": "Gather",
      Plans: [
        {
          "Node Type": "Nested Loop",
          Plans: [
            { "Node Type": "Index Scan", "Relation Name": "documents", "Index Name": INDEX },
            { "Node Type": "Seq Scan", "Relation Name": "users" },
          ],
        },
      ],
    },
  ],
};

test("A plan is told by its steps, tables and indexes, without costs or what only passes rows on", () => {
  expect(planLines(plan)).toEqual([
    "Limit",
    "  Nested Loop",
    `    Index Scan ${INDEX}`,
    "    Seq Scan users",
  ]);
});

test("Plans that were kept are read as they were written, and a lost index is seen", () => {
  const plans = new Map([
    ["page: newest", planLines(plan)],
    ["page: by name", ["Limit", "  Sort", "    Seq Scan documents"]],
  ]);
  const kept = readPlans(writePlans(plans));
  expect(kept).toEqual(plans);
  expect(changedPlans(kept, plans)).toEqual([]);
  const lost = new Map(plans).set("page: newest", ["Limit", "  Sort", "    Seq Scan documents"]);
  expect(changedPlans(kept, lost.set("page: unknown", ["Limit"]))).toEqual(["page: newest", "page: unknown"]);
});

test("Values are written so that nothing in them is taken for SQL", () => {
  expect(["O'Brien", String.raw`%\_'`, 7, true, null, undefined].map(literal)).toEqual([
    "'O''Brien'",
    String.raw`E'%\\_'''`,
    "'7'",
    "'true'",
    "null",
    "null",
  ]);
  expect(literal(["a", 'b"c'])).toBe(String.raw`E'{"a","b\\"c"}'`);
  expect(literal(new Date(0))).toBe("'1970-01-01T00:00:00.000Z'");
});
