import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChecksumAlgorithm, isDigest, startChecksum } from "./checksum.ts";
import { combineCrc } from "./crc.ts";

const digest = (algorithm: ChecksumAlgorithm, ...parts: Uint8Array[]) => {
  const running = startChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part));
  return running.digest();
};

describe("CRCs", () => {
  // The check values of the CRC catalogue for "123456789".
  const known = { CRC32: "cbf43926", CRC32C: "e3069283", CRC64NVME: "ae8b14860a799888" } as const;
  const kinds = Object.keys(known) as (keyof typeof known)[];

  test.each(kinds)("%s is the catalogue's", (kind) => {
    expect(digest(kind, Buffer.from("123456789")).toString("hex")).toBe(known[kind]);
  });

  test.each(kinds)("%s of pieces is that of the whole, run on or joined", (kind) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 70 }), (a, b) => {
        const whole = digest(kind, Buffer.concat([a, b])).toString("hex");
        expect(digest(kind, a, b).toString("hex")).toBe(whole);
        expect(combineCrc(kind, digest(kind, a), digest(kind, b), b.length).toString("hex")).toBe(whole);
      }),
    );
  });
});

test("a digest is canonical base64 of the right length", () => {
  expect(isDigest("AAAAAA==", 4)).toBe(true);
  for (const bad of ["AAAAAA", "AAAAAB==", "AAAA", "AAAAAA= =", "", "AAAAAAA="])
    expect(isDigest(bad, 4)).toBe(false);
});
