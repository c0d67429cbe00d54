import { describe, expect, it } from "vitest";
import { limitedAddress } from "#lib/auth/limited-address.ts";

describe("the address that limits count under", () => {
  it("is an IPv4 address itself, also where it is written as IPv6", () => {
    expect(limitedAddress("192.0.2.7")).toBe("192.0.2.7");
    expect(limitedAddress("::ffff:192.0.2.7")).toBe("192.0.2.7");
    expect(limitedAddress("::FFFF:192.0.2.7")).toBe("192.0.2.7");
  });

  it("is the network of an IPv6 address, however it is written", () => {
    const same = [
      "2001:db8:1:2::1",
      "2001:0DB8:0001:0002:aaaa:bbbb:cccc:dddd",
      "2001:db8:1:2::",
      "2001:db8:1:2::9%eth0",
    ];
    expect(new Set(same.map(limitedAddress))).toEqual(new Set(["2001:db8:1:2::/64"]));
    expect(limitedAddress("2001:db8:1:3::1")).not.toBe(limitedAddress("2001:db8:1:2::1"));
    expect(limitedAddress("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(limitedAddress("::1")).toBe("0:0:0:0::/64");
  });

  it("is whatever else is given, as it is", () => {
    expect(limitedAddress(null)).toBe("unknown");
    expect(limitedAddress("")).toBe("");
    expect(limitedAddress("not an address")).toBe("not an address");
  });
});
