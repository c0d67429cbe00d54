import { expect, test } from "vitest";
import { helpText, parseOptions } from "./options.ts";

test("without options it listens on this machine alone, on a port still to be chosen", () => {
  expect(parseOptions([])).toEqual({
    help: false,
    host: "127.0.0.1",
    port: null,
    embeddedStore: false,
    verbose: false,
  });
});

test("options are read", () => {
  const options = parseOptions(["--host", "0.0.0.0", "--port=8080", "--embedded-store"]);
  expect(options).toMatchObject({ host: "0.0.0.0", port: 8080, embeddedStore: true });
});

test.each([
  [["--bogus"], "Unknown option '--bogus'. Say --help to see the options."],
  [["--port", "0"], "--port 0 is not a port number from 1 to 65535."],
  [["--port", "3000x"], "--port 3000x is not a port number from 1 to 65535."],
  [["--host", ""], "--host needs an address, for example 0.0.0.0."],
])("%j is refused in one line", (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

test("an argument that is no option is refused", () => {
  expect(() => parseOptions(["now"])).toThrow(/^Unexpected argument 'now'\./);
});

test("the help names every option", () => {
  for (const option of ["--host", "--port", "--embedded-store", "--verbose", "--help"]) {
    expect(helpText("start")).toContain(option);
  }
});
