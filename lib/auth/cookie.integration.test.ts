import { afterEach, expect, test } from "vitest";
import { sessionCookie } from "#lib/auth/cookie.ts";
import { config } from "#lib/config.ts";

const settings = config();
const before = settings.NEXTAUTH_URL;
afterEach(() => {
  settings.NEXTAUTH_URL = before;
});

test("behind https the session's cookie is secure and bound to this host", () => {
  settings.NEXTAUTH_URL = "https://docs.example.org";
  expect(sessionCookie()).toMatchObject({
    name: "__Host-athena-session",
    options: { secure: true, httpOnly: true, sameSite: "lax", path: "/" },
  });
  expect(sessionCookie().options).not.toHaveProperty("domain");
});

test("without https it is what a browser takes there, and no script reads it either", () => {
  settings.NEXTAUTH_URL = undefined;
  expect(sessionCookie()).toMatchObject({
    name: "athena-session",
    options: { secure: false, httpOnly: true, sameSite: "lax" },
  });
});
