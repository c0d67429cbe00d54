import { expect, test } from "vitest";
import { classifyLaunchFailure, lastFatalLine } from "./launch-failure.ts";

const BIND = `2026-11-22 13:01:16.127 UTC [1] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
2026-11-22 13:01:16.127 UTC [1] FATAL:  could not create any TCP/IP sockets
2026-11-22 13:01:16.128 UTC [1] LOG:  database system is shut down
`;

test.each([
  [BIND, "port"],
  ['FATAL:  lock file "postmaster.pid" already exists', "wait"],
  ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "wait"],
  ['FATAL:  could not write to file "base/1": No space left on device', "disk"],
  ['FATAL:  data directory "/x" has wrong ownership', "other"],
])("%s", (output, expected) => {
  expect(classifyLaunchFailure(output)).toBe(expected);
});

test("the reason is the last fatal line, without its time stamp", () => {
  expect(lastFatalLine(BIND)).toBe("could not create any TCP/IP sockets");
  expect(lastFatalLine("/bin/postgres: cannot execute\n")).toBe("/bin/postgres: cannot execute");
});
