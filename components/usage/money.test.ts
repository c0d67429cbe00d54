import { expect, test } from "vitest";
import { formatCost, formatRoundUsd, formatUsd } from "#components/usage/money.ts";

test("money is written as the language does, and never as nothing when it is something", () => {
  expect(formatUsd(8.824, "en")).toBe("$8.82");
  expect(formatUsd(0.00031, "en")).toBe("$0.0003");
  expect(formatUsd(0, "en")).toBe("$0.00");
  expect([formatRoundUsd(30, "en"), formatRoundUsd(0.5, "en")]).toEqual(["$30", "$0.50"]);
  expect(formatCost(8_824_000, "en")).toBe("$8.82");
  expect(formatCost(8_824_000, "es")).toBe("8,82\u00a0US$");
  expect(formatCost(1, "en")).toBe("< $0.01");
  expect(formatCost(5_000, "en")).toBe("$0.01");
  expect(formatCost(0, "en")).toBe("$0.00");
});
