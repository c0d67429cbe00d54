import { expect, test } from "vitest";
import { NOTHING } from "#lib/usage/bill.ts";
import { s3Month, s3Share } from "#lib/usage/s3.ts";

const GB = 1_000_000_000n;

test("a month at S3, by hand: what is read is what costs", () => {
  // 1,000 GB x 0.023 = 23.00; 2 million writes at 0.005 a thousand = 10.00, 10 million reads at 0.0004 = 4.00;
  // 12,000 GB out: 100 free, 9,900 x 0.09 = 891.00, 2,000 x 0.085 = 170.00.
  const month = {
    ...NOTHING,
    byteDays: 30_000n * GB,
    classA: 2_000_000n,
    classB: 10_000_000n,
    bytesOut: 12_000n * GB,
  };
  const cost = s3Month(month, 30);
  expect(cost).toEqual({
    storage: 23_000_000,
    requests: 14_000_000,
    egress: 1_061_000_000,
    total: 1_098_000_000,
  });
  expect(s3Share(cost, month, NOTHING)).toEqual(cost);
  expect(s3Share(cost, { ...NOTHING, byteDays: month.byteDays }, month)).toMatchObject({
    storage: 11_500_000,
    requests: 0,
    egress: 0,
  });
  // 60,000 GB: 50,000 at 0.023 and 10,000 at 0.022.
  expect(s3Month({ ...NOTHING, byteDays: 60_000n * GB }, 1).storage).toBe(1_370_000_000);
});
