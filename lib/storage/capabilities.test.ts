import { describe, expect, test } from "vitest";
import type { AppError } from "#lib/errors.ts";
import { type Capabilities, chooseMethod } from "#lib/storage/capabilities.ts";

const ALL: Capabilities = {
  conditionalPut: true,
  putChecksum: true,
  post: true,
  postChecksum: true,
  signedHeaders: true,
  multipart: true,
  copyGuard: false,
  aclGuard: false,
};
const THRESHOLD = 5_000_000;
const choose = (
  proven: Partial<Capabilities>,
  wanted: "auto" | "post" | "put",
  hasChecksum: boolean,
  size = 1,
) => {
  try {
    return chooseMethod(
      { ...ALL, ...proven },
      { method: wanted, inPartsAbove: THRESHOLD },
      { size, hasChecksum },
    );
  } catch (error) {
    return (error as AppError).code;
  }
};

describe("how a file is sent", () => {
  test.each<[string, Partial<Capabilities>, "auto" | "post" | "put", boolean, string]>([
    ["POST where everything is proven", {}, "auto", true, "post"],
    ["PUT where the operator wants it", {}, "put", true, "put"],
    ["PUT for a file without a checksum", {}, "auto", false, "put"],
    ["PUT for a file without a checksum, whatever the operator wants", {}, "post", false, "put"],
    ["PUT where there is no POST (R2)", { post: false, postChecksum: false }, "auto", true, "put"],
    ["PUT where POST ignores the checksum (Ceph)", { postChecksum: false }, "post", true, "put"],
    ["POST where PUT could overwrite", { conditionalPut: false }, "put", true, "post"],
    [
      "nothing where PUT could overwrite and POST needs a checksum",
      { conditionalPut: false },
      "auto",
      false,
      "storage_unsuitable",
    ],
    [
      "nothing where neither is safe",
      { conditionalPut: false, postChecksum: false },
      "auto",
      true,
      "storage_unsuitable",
    ],
    [
      "nothing where PUT takes any length and there is no POST",
      { signedHeaders: false, post: false },
      "put",
      true,
      "storage_unsuitable",
    ],
  ])("%s", (_name, proven, wanted, checksum, way) => expect(choose(proven, wanted, checksum)).toBe(way));

  test.each([
    [THRESHOLD, true, "post"],
    [THRESHOLD + 1, true, "multipart"],
    [THRESHOLD + 1, false, "post"],
    [6_000_000_000, false, "file_too_large"],
  ])("%i bytes, where the store takes parts: %s", (size, multipart, way) =>
    expect(choose({ multipart }, "auto", true, size)).toBe(way),
  );

  test("is never by a way that lets stored bytes be overwritten", () => {
    for (let bits = 0; bits < 32; bits += 1) {
      const [
        conditionalPut = false,
        putChecksum = false,
        post = false,
        postChecksum = false,
        signedHeaders = false,
      ] = [1, 2, 4, 8, 16].map((bit) => (bits & bit) > 0);
      const proven = {
        conditionalPut,
        putChecksum,
        post,
        postChecksum,
        signedHeaders,
        copyGuard: false,
        aclGuard: false,
      };
      for (const wanted of ["auto", "post", "put"] as const) {
        for (const checksum of [true, false]) {
          const safe = {
            post: post && postChecksum && checksum,
            put: conditionalPut && signedHeaders,
            storage_unsuitable: true,
          };
          expect(safe).toMatchObject({ [choose(proven, wanted, checksum)]: true });
        }
      }
    }
  });
});
