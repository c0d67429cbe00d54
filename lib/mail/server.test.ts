import { expect, test } from "vitest";
import { readMailServer } from "#lib/mail/server.ts";

test.each([
  [
    "smtps://docs%40example.org:p%3Aw%2F1@mail.example.org",
    {
      host: "mail.example.org",
      port: 465,
      secure: true,
      requireTLS: false,
      auth: { user: "docs@example.org", pass: "p:w/1" },
    },
  ],
  [
    "smtp://docs:secret@mail.example.org:2525",
    {
      host: "mail.example.org",
      port: 2525,
      secure: false,
      requireTLS: true,
      auth: { user: "docs", pass: "secret" },
    },
  ],
  ["smtp://mail.example.org/", { host: "mail.example.org", port: 587, secure: false, requireTLS: false }],
  [
    "smtp://a:b@127.0.0.1:25",
    { host: "127.0.0.1", port: 25, secure: false, requireTLS: false, auth: { user: "a", pass: "b" } },
  ],
  ["smtp://[::1]:25", { host: "::1", port: 25, secure: false, requireTLS: false }],
])("%s is a mail server", (address, server) => expect(readMailServer(address)).toEqual(server));

test.each([
  "mail.example.org",
  "https://mail.example.org",
  "smtp://",
  "smtp://user@mail.example.org",
  "smtp://mail.example.org/inbox",
  "smtp://mail.example.org?secure=true",
  "smtp://%zz:b@mail.example.org",
])("%s is none", (address) => expect(readMailServer(address)).toBeNull());
