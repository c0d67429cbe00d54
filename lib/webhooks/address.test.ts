import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublicAddress } from "#lib/webhooks/address.ts";

/** First and last address of each range that is nobody's on the Internet (IANA special-purpose registries). */
const CLOSED: readonly (readonly [string, string, string])[] = [
  ["this network", "0.0.0.0", "0.255.255.255"],
  ["private", "10.0.0.0", "10.255.255.255"],
  ["carrier-grade NAT", "100.64.0.0", "100.127.255.255"],
  ["loopback", "127.0.0.0", "127.255.255.255"],
  ["link-local, metadata", "169.254.0.0", "169.254.255.255"],
  ["private", "172.16.0.0", "172.31.255.255"],
  ["protocol assignments", "192.0.0.0", "192.0.0.255"],
  ["documentation", "192.0.2.0", "192.0.2.255"],
  ["private", "192.168.0.0", "192.168.255.255"],
  ["benchmarks", "198.18.0.0", "198.19.255.255"],
  ["documentation", "198.51.100.0", "198.51.100.255"],
  ["documentation", "203.0.113.0", "203.0.113.255"],
  ["multicast", "224.0.0.0", "239.255.255.255"],
  ["reserved", "240.0.0.0", "255.255.255.255"],
];

const numberOf = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const textOf = (number: number) =>
  [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
const hex = (number: number) => {
  const digits = number.toString(16).padStart(8, "0");
  return `${digits.slice(0, 4)}:${digits.slice(4)}`;
};
const isClosed = (number: number) =>
  CLOSED.some(([, first, last]) => number >= numberOf(first) && number <= numberOf(last));

describe("of IPv4", () => {
  test.each(CLOSED)("%s is closed from %s to %s", (_name, first, last) => {
    const within = fc.integer({ min: numberOf(first), max: numberOf(last) });
    fc.assert(fc.property(within, (number) => !isPublicAddress(textOf(number))));
    expect(isPublicAddress(first)).toBe(false);
    expect(isPublicAddress(last)).toBe(false);
  });

  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "11.0.0.0",
    "223.255.255.255",
  ])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));

  test("what is public is in none of those ranges, and no form of IPv6 opens one that is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (number) => {
        const address = textOf(number);
        if (isClosed(number)) expect(isPublicAddress(address)).toBe(false);
        for (const wrapped of [
          `::ffff:${address}`,
          `::ffff:${hex(number)}`,
          `::${address}`,
          `::ffff:0:${address}`,
          `64:ff9b::${address}`,
          `64:ff9b:1::${hex(number)}`,
          `2002:${hex(number)}::1`,
          `2001:0:${hex(number)}::1`,
        ])
          expect(isPublicAddress(wrapped)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["168.63.129.16", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "1.1.1", "", "localhost"])(
    "%j is not",
    (address) => expect(isPublicAddress(address)).toBe(false),
  );
});

describe("of IPv6", () => {
  test.each(["2606:4700:4700::1111", "2a00:1450:4003:80e::200e"])("%s is public", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001:db8::1",
    "2001:10::1",
    "3fff::1",
    "5f00::1",
    "::ffff:169.254.169.254",
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));

  test("nothing outside of 2000::/3 is", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(group, fc.array(group, { minLength: 7, maxLength: 7 }), (first, rest) => {
        const address = [first, ...rest].map((part) => part.toString(16)).join(":");
        if (first >> 13 !== 1) expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });
});
