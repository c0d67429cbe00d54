import { expect, test } from "vitest";
import { CONNECTION, PARTS, refusal, storeReason, TRANSFER } from "#components/upload/failures.ts";

test("what administrators are told is about the store, and nothing else", () => {
  expect(storeReason(refusal("storage_refused", { reason: "secret_wrong" }))).toBe("secret_wrong");
  expect(storeReason(refusal("storage_unavailable", { reason: "dns" }))).toBe("dns");
  expect(storeReason(refusal("storage_unavailable"))).toBe("browser");
  expect(storeReason(refusal("storage_not_configured"))).toBe("not_configured");
  expect(storeReason(refusal("storage_unsuitable"))).toBe("unsuitable");
  expect([TRANSFER, PARTS].map(storeReason)).toEqual(["browser", "browser"]);
  expect([CONNECTION, refusal("quota_exceeded"), refusal("internal")].map(storeReason)).toEqual([
    null,
    null,
    null,
  ]);
});
