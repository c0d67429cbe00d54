import { describe, expect, test } from "vitest";
import { readReply, ScanError } from "#lib/scan/reply.ts";

describe("clamd's answer", () => {
  test("is clean in exactly one case", () => {
    expect(readReply("stream: OK\0")).toEqual({ is: "clean" });
  });

  test.each([
    "",
    "\0",
    "OK\0",
    "stream: OK",
    "stream: OK\n",
    "stream: OK\0\0",
    "stream: OK\0stream: OK\0",
    "stream: OK\0stream: Test.Eicar FOUND\0",
    " stream: OK\0",
    "stream: OK \0",
    "stream: ok\0",
    "stream: O",
    "stream: Test.Eicar FOUND",
    "stream: FOUND\0",
    "stream: lstat() failed: No such file or directory. ERROR\0",
    "COMMAND READ TIMED OUT\0",
    "HTTP/1.1 200 OK\r\n\r\nstream: OK\0",
    `stream: ${"x".repeat(5000)} FOUND\0`,
  ])("%j is no verdict", (reply) => {
    expect(() => readReply(reply)).toThrow(ScanError);
  });

  test("names what was found, in signs that every page can show", () => {
    expect(readReply("stream: Win.Test.EICAR_HDB-1 FOUND\0")).toEqual({
      is: "infected",
      found: "Win.Test.EICAR_HDB-1",
    });
    expect(readReply("stream: a\u001b[31mb FOUND\0")).toEqual({ is: "infected", found: "a?[31mb" });
  });

  test("tells what is too large from what has more in it than was looked through", () => {
    expect(readReply("INSTREAM size limit exceeded. ERROR\0")).toEqual({ is: "too_large" });
    for (const limit of ["MaxFileSize", "MaxScanSize", "MaxRecursion"])
      expect(readReply(`stream: Heuristics.Limits.Exceeded.${limit} FOUND\0`)).toEqual({ is: "over_limits" });
  });
});
