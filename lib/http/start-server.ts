import "server-only";
import { config } from "#lib/config.ts";
import { ConfigurationError } from "#lib/env.ts";
import { installPeerAddress } from "#lib/http/peer-address.ts";

/** Checks the settings and prepares the process for requests. Ends the process where the settings cannot be used. */
export function startServer(): void {
  try {
    config();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  installPeerAddress();
}
