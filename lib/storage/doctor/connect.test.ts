import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { clockOutcome } from "#lib/storage/doctor/clock.ts";
import { connectTo } from "#lib/storage/doctor/connect.ts";

const NAME = "0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com";
const HAS_OPENSSL = spawnSync("openssl", ["version"]).status === 0;
const open: Server[] = [];

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const at = (port: number, isR2: boolean) => ({ host: "127.0.0.1", port, name: NAME, secure: true, isR2 });

/** A certificate that nobody signed, for a name. */
function certificate(): { key: Buffer; cert: Buffer } {
  const dir = mkdtempSync(join(tmpdir(), "athena-tls-"));
  const [key, cert] = [join(dir, "key.pem"), join(dir, "cert.pem")];
  const args = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "9",
  ];
  execFileSync("openssl", [...args, "-subj", `/CN=${NAME}`, "-keyout", key, "-out", cert], {
    stdio: "ignore",
  });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(dir, { recursive: true });
  return made;
}

describe("a connection", () => {
  test("whose handshake is refused, at R2, means an account that R2 does not know", async () => {
    const server = createServer({ SNICallback: (_name, done) => done(new Error("no such account")) });
    server.on("tlsClientError", () => undefined);
    const port = await listen(server);
    expect((await connectTo(at(port, true))).finding).toBe("tls_account");
    expect((await connectTo(at(port, false))).finding).toMatch(/^(tls_failed|cut)$/);
  });

  test.runIf(HAS_OPENSSL)("with a certificate that nobody signed is refused", async () => {
    const port = await listen(createServer(certificate()));
    expect((await connectTo(at(port, true))).finding).toBe("tls_untrusted");
  });

  test("to a port where nobody listens is refused", async () => {
    expect((await connectTo(at(9, true))).finding).toBe("refused");
  });
});

describe("a clock", () => {
  test.each([
    [0, "passed", "clock_right"],
    [59_000, "passed", "clock_right"],
    [-61_000, "warning", "clock_loose_behind"],
    [61_000, "warning", "clock_loose_ahead"],
    [300_000, "failed", "clock_ahead"],
    [-1_200_000, "failed", "clock_behind"],
  ])("%s ms off", (ahead, state, finding) => expect(clockOutcome(ahead)).toMatchObject({ state, finding }));
});
