import { describe, expect, test } from "vitest";
import { RefusedAddress, type ResolvedAddress, readTarget, resolveTarget } from "#lib/webhooks/target.ts";

const strict = { allowPrivate: false };
const open = { allowPrivate: true };
const url = (text: string) => new URL(text);
const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });

describe("an address that is given", () => {
  test.each([
    ["https://erp.example.org/hooks?school=1", "https://erp.example.org/hooks?school=1"],
    ["  HTTPS://ERP.example.org:8443  ", "https://erp.example.org:8443/"],
    ["https://colegio-peñalara.example", "https://xn--colegio-pealara-7qb.example/"],
    ["https://1.1.1.1/", "https://1.1.1.1/"],
    ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
  ])("%s is kept as %s", (given, kept) => expect(readTarget(given, strict)?.href).toBe(kept));

  test.each([
    "",
    "erp.example.org",
    "http://erp.example.org/",
    "ftp://erp.example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:secret@erp.example.org/",
    "https://user@erp.example.org/",
    "https://erp.example.org/#part",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://017700000001/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://[fd00:ec2::254]/",
    `https://erp.example.org/${"a".repeat(2048)}`,
  ])("%s is not taken", (given) => expect(readTarget(given, strict)).toBeNull());

  test("of the operator's own network is taken where they say so, without TLS too", () => {
    expect(readTarget("http://127.0.0.1:8080/hook", open)?.href).toBe("http://127.0.0.1:8080/hook");
    expect(readTarget("http://erp:8080/", open)?.href).toBe("http://erp:8080/");
    expect(readTarget("https://user:secret@erp/", open)).toBeNull();
    // Over the Internet nothing goes without TLS, whatever is allowed.
    expect(readTarget("http://1.1.1.1/", open)).toBeNull();
  });
});

describe("a name", () => {
  const answering = (...found: ResolvedAddress[]) => ({ resolve: () => Promise.resolve(found) });

  test("is looked up once, and all its addresses must be public", async () => {
    let asked = 0;
    const reach = {
      ...strict,
      resolve: (host: string) => ((asked += 1), Promise.resolve([v4(`1.1.1.${host.length}`)])),
    };
    expect(await resolveTarget(url("https://erp.example"), reach)).toEqual([v4("1.1.1.11")]);
    expect(asked).toBe(1);
    for (const found of [
      [v4("127.0.0.1")],
      [v4("1.1.1.1"), v4("10.0.0.1")],
      [v4("1.1.1.1"), { address: "::ffff:10.0.0.1", family: 6 as const }],
      [],
    ])
      await expect(
        resolveTarget(url("https://erp.example"), { ...strict, ...answering(...found) }),
      ).rejects.toBeInstanceOf(RefusedAddress);
  });

  test("that leads to the Internet needs TLS, even where private addresses are allowed", async () => {
    const reach = { ...open, ...answering(v4("1.1.1.1")) };
    await expect(resolveTarget(url("http://erp.example"), reach)).rejects.toBeInstanceOf(RefusedAddress);
    expect(await resolveTarget(url("https://erp.example"), reach)).toHaveLength(1);
    expect(await resolveTarget(url("http://erp"), { ...open, ...answering(v4("10.0.0.9")) })).toHaveLength(1);
  });

  test("an address that is a number is never looked up", async () => {
    const reach = { ...strict, resolve: () => Promise.reject(new Error("asked")) };
    expect(await resolveTarget(url("https://1.1.1.1"), reach)).toEqual([v4("1.1.1.1")]);
  });
});
