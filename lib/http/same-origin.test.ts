import { expect, test } from "vitest";
import { isSameOrigin } from "#lib/http/same-origin.ts";

type Case = { origin?: string; host?: string; forwarded?: string; own?: string; hops?: number };
const judge = ({ origin, host = "docs.example.org", forwarded, own, hops = 0 }: Case) => {
  const headers = new Headers({ host });
  if (origin !== undefined) headers.set("origin", origin);
  if (forwarded !== undefined) headers.set("x-forwarded-host", forwarded);
  return isSameOrigin(headers, own, hops);
};

test.each<Case>([
  { origin: "https://docs.example.org" },
  { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" },
  { origin: "https://docs.example.org", host: "10.0.0.5:3000", own: "https://docs.example.org/" },
  { origin: "https://docs.example.org", host: "10.0.0.5:3000", forwarded: "docs.example.org", hops: 1 },
])("our own page may change things: %j", (request) => expect(judge(request)).toBe(true));

test.each<Case>([
  {},
  { origin: "" },
  { origin: "null" },
  { origin: "https://evil.example" },
  { origin: "https://docs.example.org.evil.example" },
  { origin: "https://evil.example/docs.example.org" },
  { origin: "https://docs.example.org@evil.example" },
  { origin: "https://docs.example.org:8443" },
  { origin: "http://127.0.0.1:3001", host: "127.0.0.1:3000" },
  { origin: "https://sub.docs.example.org" },
  { origin: "file://docs.example.org" },
  { origin: "data:text/html,docs.example.org", host: "" },
  { origin: "docs.example.org" },
  { origin: "https://evil.example", own: "https://docs.example.org" },
  { origin: "https://evil.example", forwarded: "evil.example" },
])("another page may not: %j", (request) => expect(judge(request)).toBe(false));
